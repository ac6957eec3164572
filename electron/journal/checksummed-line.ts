import { crc32 } from 'node:zlib';

const CHECKSUM_LENGTH = 8;
const LINE_FEED = 0x0a;

/**
 * `<crc32 of the text, 8 hex digits> <text>\n`
 *
 * @throws RangeError when the text is more than one line.
 */
export function checksummedLine(text: string): Uint8Array {
  const sizeBytes = Buffer.byteLength(text, 'utf8');
  // In one piece: a press waits for it.
  const line = Buffer.allocUnsafe(CHECKSUM_LENGTH + 1 + sizeBytes + 1);
  line.write(text, CHECKSUM_LENGTH + 1, 'utf8');
  const payload = line.subarray(CHECKSUM_LENGTH + 1, -1);
  if (payload.includes(LINE_FEED)) {
    throw new RangeError('A journal record must be one line.');
  }
  line.write(`${checksum(payload)} `, 0, 'latin1');
  line[line.length - 1] = LINE_FEED;
  return line;
}

/** What a line, given without its line feed, holds; null when its checksum does not match. */
export function payloadOf(line: Uint8Array): Buffer | null {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const payload = bytes.subarray(CHECKSUM_LENGTH + 1);
  return bytes.toString('latin1', 0, CHECKSUM_LENGTH + 1) === `${checksum(payload)} `
    ? payload
    : null;
}

function checksum(payload: Uint8Array): string {
  return crc32(payload).toString(16).padStart(CHECKSUM_LENGTH, '0');
}
