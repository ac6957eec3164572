import type { EventBody } from '../../contract/event-body.ts';
import type { LedgerId } from '../../contract/identifiers.ts';
import type { NumberRange } from '../../contract/number-range.ts';
import type { JournalFile } from './journal-file.ts';
import { decodeLine } from './journal-record.ts';
import type { NumberedPlace } from './ledger-places.ts';

const MAX_READ_BYTES = 256 * 1024;

export type NumberedBody = { readonly number: number; readonly body: EventBody };

/** Bodies at these places of a file; `damaged` are the numbers whose record is not what was written. */
export async function readBodies(
  file: JournalFile,
  ledgerId: LedgerId,
  places: readonly NumberedPlace[],
): Promise<{ readonly bodies: NumberedBody[]; readonly damaged: number[] }> {
  const bodies: NumberedBody[] = [];
  const damaged: number[] = [];
  for (const run of adjacentRuns(places)) {
    const first = run[0]?.place ?? { offset: 0, sizeBytes: 0 };
    const last = run.at(-1)?.place ?? first;
    const bytes = new Uint8Array(last.offset + last.sizeBytes - first.offset);
    const readBytes = await file.read(bytes, first.offset);
    const read = bytes.subarray(0, readBytes);
    for (const { number, place } of run) {
      const from = place.offset - first.offset;
      const decoded = decodeLine(read.subarray(from, from + place.sizeBytes));
      const { record } = decoded.ok ? decoded : { record: null };
      if (record?.kind === 'event' && record.ledgerId === ledgerId && record.number === number) {
        bodies.push({ number, body: record.body });
      } else {
        damaged.push(number);
      }
    }
  }
  return { bodies, damaged };
}

/** Places that lie one behind the other, which is how most are written, so that one read gets them all. */
function adjacentRuns(places: readonly NumberedPlace[]): NumberedPlace[][] {
  const runs: NumberedPlace[][] = [];
  for (const each of places) {
    const run = runs.at(-1);
    const first = run?.[0]?.place;
    const before = run?.at(-1)?.place;
    if (
      run !== undefined &&
      first !== undefined &&
      before !== undefined &&
      each.place.offset === before.offset + before.sizeBytes + 1 &&
      each.place.offset + each.place.sizeBytes - first.offset <= MAX_READ_BYTES
    ) {
      run.push(each);
    } else {
      runs.push([each]);
    }
  }
  return runs;
}

/** How much of what is asked for fits on a page, and what comes after it. */
export function pageOf(
  held: readonly NumberRange[],
  limit: number,
): { readonly within: NumberRange | null; readonly next: number | null } {
  const from = held[0]?.from;
  let left = limit;
  let through = 0;
  for (const range of held) {
    if (left === 0) {
      return { within: from === undefined ? null : { from, through }, next: range.from };
    }
    const taken = Math.min(left, range.through - range.from + 1);
    left -= taken;
    through = range.from + taken - 1;
    if (through < range.through) {
      return { within: from === undefined ? null : { from, through }, next: through + 1 };
    }
  }
  return { within: from === undefined ? null : { from, through }, next: null };
}
