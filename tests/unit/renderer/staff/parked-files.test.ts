import { describe, expect, it } from 'vitest';
import { EventBody } from '../../../../contract/event-body.ts';
import type { ParkedEntry } from '../../../../renderer/outbox/outbox.ts';
import { parkedFiles } from '../../../../renderer/staff/parked-files.ts';

const parked = (number: number): ParkedEntry => ({
  ledgerId: 'ledger-1',
  number,
  id: `event-${number}`,
  body: EventBody.parse('{"type":"pressed"}'),
  reason: 'invalid',
  detail: 'It does not fit.',
});

describe('Export of parked events', () => {
  it('is one file with every event, its reason and its own frozen text', () => {
    const [file = '', ...others] = parkedFiles([parked(3), parked(4)]);
    expect([JSON.parse(file), others]).toEqual([[parked(3), parked(4)], []]);
  });

  it('is as many files as their length asks for, none too long and nothing left out', () => {
    const entries = Array.from({ length: 50 }, (_, index) => parked(index));
    const files = parkedFiles(entries, 1_000);
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => file.length > 1_000)).toEqual([]);
    expect(files.flatMap((file) => JSON.parse(file) as unknown[])).toEqual(entries);
  });

  it('is no file without events', () => {
    expect(parkedFiles([])).toEqual([]);
  });
});
