import { describe, expect, it } from 'vitest';
import { asksForSomebody, troublesOf } from '../../../../console/fleet/fleet-trouble.ts';
import { makeBalance, makeFleetTerminal } from '../../../support/fleet-maker.ts';

const MINUTE_MS = 60_000;
const NOW = 100 * MINUTE_MS;
const seen = { lastSeenAtMs: NOW };

describe('What is wrong with a terminal', () => {
  it('is nothing while its events are stored or wait', () => {
    const terminal = makeFleetTerminal(1, {
      ...seen,
      balance: makeBalance({ stored: 9, queued: 400 }),
    });
    expect([troublesOf(terminal, NOW), asksForSomebody(terminal)]).toEqual([[], false]);
  });

  it('is told with the gravest first', () => {
    const terminal = makeFleetTerminal(1, {
      lastSeenAtMs: 0,
      balance: makeBalance({ parked: 1, unaccounted: 1 }),
      lostLedgers: 1,
      forkedLedgers: 1,
      storage: 'full',
      boxes: [{ state: 'searching', detail: 'No port fits.' }],
    });
    expect([troublesOf(terminal, NOW), asksForSomebody(terminal)]).toEqual([
      ['unaccounted', 'lost', 'full', 'box', 'cloned', 'parked', 'silent'],
      true,
    ]);
  });

  it.each([
    ['ok', []],
    ['journal-only', ['oneStore']],
    ['outbox-only', ['oneStore']],
    ['failing', ['failing']],
    ['full', ['full']],
    [null, []],
  ] as const)('follows from its storage: %s', (storage, troubles) => {
    const terminal = makeFleetTerminal(1, { ...seen, storage });
    expect([troublesOf(terminal, NOW), asksForSomebody(terminal)]).toEqual([troubles, false]);
  });

  it('is a button box that needs somebody, which the hub lists first as well', () => {
    const box = { state: 'stale', boxId: 'GB-0042', path: '/dev/ttyACM0' } as const;
    const terminal = makeFleetTerminal(1, { ...seen, boxes: [box] });
    expect([troublesOf(terminal, NOW), asksForSomebody(terminal)]).toEqual([['box'], true]);
  });

  it('is a screen that paints or hears nothing, and a configuration it does not use', () => {
    const found = (['ok', null, 'no-frames', 'no-input'] as const).map((screen) => {
      const terminal = makeFleetTerminal(1, { ...seen, screen });
      return [troublesOf(terminal, NOW), asksForSomebody(terminal)];
    });
    const refusing = makeFleetTerminal(1, { ...seen, configurationRefused: 7 });
    expect([...found, [troublesOf(refusing, NOW), asksForSomebody(refusing)]]).toEqual([
      [[], false],
      [[], false],
      [['screen'], true],
      [['screen'], true],
      [['configuration'], true],
    ]);
  });

  it('includes silence of more than a quarter of an hour, counted from enrolment for one never heard of', () => {
    const silentAt = (lastSeenAtMs: number | null, enrolledAtMs: number): boolean =>
      troublesOf(makeFleetTerminal(1, { lastSeenAtMs, enrolledAtMs }), NOW).includes('silent');
    expect([
      silentAt(NOW - 15 * MINUTE_MS, 0),
      silentAt(NOW - 15 * MINUTE_MS - 1, 0),
      silentAt(null, NOW - MINUTE_MS),
      silentAt(null, 0),
    ]).toEqual([false, true, false, true]);
  });
});
