import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { freezeEvent } from '../../../../contract/event-body.ts';
import { readBatch, type ReadEvent } from '../../../../hub/ingest/read-batch.ts';

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
const sha256 = createHash('sha256').update(body).digest('hex');

const RECEIVED_MS = 1_800_000_000_000;

function read(events: { id: string; body: string }[]): readonly ReadEvent[] {
  const sentAt = { wallMs: 1, monotonicMs: 11, bootId: 'boot' };
  return readBatch({ sentAt, clockSamples: [], ledgers: [], events }, RECEIVED_MS).events;
}

describe('readBatch', () => {
  it('reads an event, hashes its bytes and finds when it was made', () => {
    const occurrence = { occurredMs: RECEIVED_MS - 10, uncertaintyMs: null, ageMs: 10 };
    expect(read([{ id, body }])).toEqual([
      { kind: 'candidate', id, event: JSON.parse(body), body, sha256, occurrence },
    ]);
  });

  it('knows a copy from another event under the same id', () => {
    const found = read([
      { id, body },
      { id, body },
      { id, body: `${body} ` },
    ]);
    expect(found.slice(1)).toEqual([
      { kind: 'copy', id, sha256 },
      {
        kind: 'rejected',
        id,
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
