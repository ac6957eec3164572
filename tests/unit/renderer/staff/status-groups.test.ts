import { describe, expect, it } from 'vitest';
import { staffWords } from '../../../../renderer/staff/language/staff-words.ts';
import { type StatusFacts, statusGroups } from '../../../../renderer/staff/status-groups.ts';
import { MACHINE, NOW, STATUS } from '../../../support/staff-facts.ts';

const words = staffWords('en');
const attention = (change: Partial<StatusFacts>) =>
  statusGroups({ ...STATUS, ...change }, words)
    .flatMap(({ rows }) => rows)
    .filter(({ tone }) => tone === 'attention')
    .map(({ name }) => name);

describe('Status for staff', () => {
  it('asks for no attention where everything is well', () => {
    expect(attention({})).toEqual([]);
  });

  it.each<readonly [string, Partial<StatusFacts>, string]>([
    ['the hub was never heard', { contact: null }, 'status.contact'],
    [
      'the hub was not heard for three heartbeats',
      { contact: { at: { ...NOW, monotonicMs: NOW.monotonicMs - 181_000 } } },
      'status.contact',
    ],
    ['no hub is set up', { hubUrl: null }, 'status.address'],
    [
      'events are parked',
      {
        heartbeat: {
          ...STATUS.heartbeat,
          ledgers: [{ ledgerId: 'l', made: 5, queued: 0, oldestQueued: null, parked: [3] }],
        },
      },
      'status.parked',
    ],
    [
      'the last press was kept by one store',
      { heartbeat: { ...STATUS.heartbeat, storage: 'journal-only' } },
      'status.storage',
    ],
    ['the journal is full', { machine: { ...MACHINE, journal: 'full' } }, 'status.journal'],
    [
      'the disk is nearly full',
      { machine: { ...MACHINE, disk: { freeBytes: 1_000_000, sizeBytes: 8_000_000_000 } } },
      'status.disk',
    ],
    [
      'nothing was drawn',
      { heartbeat: { ...STATUS.heartbeat, lastFrameAt: null } },
      'status.lastFrame',
    ],
    ['the window is not locked', { machine: { ...MACHINE, locked: false } }, 'status.locked'],
    [
      'the terminal is not assigned',
      { configuration: { ...STATUS.configuration, touchpoint: null } },
      'status.touchpoint',
    ],
  ])('asks for it when %s', (_, change, name) => {
    expect(attention(change)).toEqual([name]);
  });

  it('says nothing of a machine that the shell does not know', () => {
    const titles = statusGroups({ ...STATUS, machine: null }, words).map(({ title }) => title);
    expect(titles).toEqual(['status.terminal', 'status.hub', 'status.stores', 'status.screen']);
  });
});
