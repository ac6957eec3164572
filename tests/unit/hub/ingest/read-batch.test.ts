import { describe, expect, it } from 'vitest';
import { freezeEvent } from '../../../../contract/event-body.ts';
import { readBatch, type ReadBatch, type ReadEvent } from '../../../../hub/ingest/read-batch.ts';
import { pressedEvent, TOUCHPOINT_ID } from '../../../support/event-maker.ts';

const id = '0190a000-0000-7000-8000-000000000001';
const other = '0190a000-0000-7000-8000-000000000002';
const body = freezeEvent({
  v: 1,
  id,
  ledgerId: id,
  number: 1,
  at: { wallMs: 1, monotonicMs: 1, bootId: 'boot' },
  type: 'void',
  reason: 'not-saved',
});

const RECEIVED_MS = 1_800_000_000_000;

const candidate = {
  kind: 'candidate',
  id,
  row: 0,
  ledgerId: id,
  number: 1,
  isLost: false,
  alert: null,
  inStore: null,
};

function readAll(events: { id: string; body: string }[]): ReadBatch {
  const sentAt = { wallMs: 1, monotonicMs: 11, bootId: 'boot' };
  return readBatch({ sentAt, clockSamples: [], ledgers: [], events }, RECEIVED_MS);
}

function read(events: { id: string; body: string }[]): readonly ReadEvent[] {
  return readAll(events).events;
}

describe('readBatch', () => {
  it('reads an event, keeps its bytes and what is still asked of it', () => {
    const { events, rows } = readAll([{ id, body }]);
    expect(events).toEqual([candidate]);
    expect(rows.bodies.bytesAt(0).toString()).toBe(body);
  });

  it('finds when a negative press was made, for the alert', () => {
    const at = { wallMs: 1, monotonicMs: 1, bootId: 'boot' };
    const press = pressedEvent({ id, at, rating: 'negative' });
    expect(read([{ id, body: freezeEvent(press) }])).toEqual([
      expect.objectContaining({
        alert: {
          cause: 'press',
          pressId: id,
          kind: 'live',
          touchpointId: TOUCHPOINT_ID,
          atMs: RECEIVED_MS - 10,
        },
      }),
    ]);
  });

  it('tells which are lost', () => {
    const lost = body.replace('not-saved', 'lost');
    expect(read([{ id, body: lost }])).toEqual([{ ...candidate, isLost: true }]);
  });

  it('lays out rows by id, and answers in the order sent', () => {
    const later = body.replaceAll(id, other);
    const { events, rows } = readAll([
      { id: other, body: later },
      { id, body },
    ]);
    expect(events).toEqual([{ ...candidate, id: other, ledgerId: other, row: 1 }, candidate]);
    expect([0, 1].map((row) => rows.bodies.bytesAt(row).toString())).toEqual([body, later]);
  });

  it('knows a copy from another event under the same id', () => {
    const changed = `${body} `;
    const found = read([
      { id, body },
      { id, body },
      { id, body: changed },
    ]);
    expect(found).toEqual([
      candidate,
      { kind: 'copy', of: candidate },
      {
        kind: 'rejected',
        id,
        body: changed,
        reason: 'conflict',
        detail: 'This id is stored already with other bytes.',
      },
    ]);
  });

  it('rejects by name what does not fit, and lets a good event have the id', () => {
    const found = read([
      { id, body: '{' },
      { id, body: '{"type":"void"}' },
      { id: other, body },
      { id, body: 'x'.repeat(8_193) },
      { id, body },
    ]);
    expect(found.map((event) => (event.kind === 'rejected' ? event.reason : event.kind))).toEqual([
      'invalid',
      'invalid',
      'wrong-id',
      'invalid',
      'candidate',
    ]);
  });
});
