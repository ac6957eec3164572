import { MAX_EXPORT_LENGTH } from '../../contract/staff-ipc.ts';
import type { ParkedEntry } from '../outbox/outbox.ts';

/**
 * Parked events as files of JSON, each an array of `{ledgerId, number, id, reason, detail, body}` in the order of the
 * outbox: `body` is the event's own frozen text. As many files as their length asks for; none without events.
 */
export function parkedFiles(
  parked: readonly ParkedEntry[],
  mostLetters: number = MAX_EXPORT_LENGTH,
): readonly string[] {
  const files: string[] = [];
  let lines: string[] = [];
  let letters = 0;
  const finish = (): void => {
    if (lines.length > 0) {
      files.push(`[\n${lines.join(',\n')}\n]\n`);
    }
    lines = [];
    letters = 0;
  };
  for (const { ledgerId, number, id, reason, detail, body } of parked) {
    const line = JSON.stringify({ ledgerId, number, id, reason, detail, body });
    // Brackets and commas around it, generously.
    if (letters + line.length + 8 > mostLetters) {
      finish();
    }
    lines.push(line);
    letters += line.length + 2;
  }
  finish();
  return files;
}
