import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { freezeEvent } from '../../../../contract/event-body.ts';
import { readBatch } from '../../../../hub/ingest/read-batch.ts';

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

describe('readBatch', () => {
  it('reads an event and hashes its bytes', () => {
    expect(readBatch([{ id, body }])).toEqual([
      { kind: 'candidate', id, event: JSON.parse(body), body, sha256 },
    ]);
  });

  it('knows a copy from another event under the same id', () => {
    const read = readBatch([
      { id, body },
      { id, body },
      { id, body: `${body} ` },
    ]);
    expect(read.slice(1)).toEqual([
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
    const read = readBatch([
      { id, body: '{' },
      { id, body: '{"type":"void"}' },
      { id: other, body },
      { id, body: 'x'.repeat(8_193) },
      { id, body },
    ]);
    expect(read.map((event) => (event.kind === 'rejected' ? event.reason : event.kind))).toEqual([
      'invalid',
      'invalid',
      'wrong-id',
      'invalid',
      'candidate',
    ]);
  });
});
