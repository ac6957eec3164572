import { crc32 } from 'node:zlib';

const CHECKSUM_LENGTH = 8;
const NEWLINE = Buffer.from('\n');

/** `<crc32 of the payload, 8 hex digits> <payload>\n` */
export function checksummedLine(payload: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${checksum(payload)} `, 'latin1'), payload, NEWLINE]);
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
