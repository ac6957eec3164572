/**
 * A UUID version 7 (RFC 9562, section 5.7) from a time and ten random bytes.
 *
 * @param unixMs wall time in milliseconds; values outside 0 … 2^48−1 are clamped, because a dead clock must not
 *   stop a press from being recorded.
 * @param random exactly ten bytes from a cryptographic source.
 */
export function uuidV7(unixMs: number, random: Uint8Array): string {
  if (random.length !== 10) {
    throw new RangeError(`uuidV7 needs 10 random bytes and got ${random.length}.`);
  }
  const time = Math.min(Math.max(Math.trunc(unixMs), 0), 2 ** 48 - 1);
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((Number.parseInt(hex.charAt(3), 16) & 0x3) | 0x8).toString(16);
  const stamp = time.toString(16).padStart(12, '0');
  return [
    stamp.slice(0, 8),
    stamp.slice(8),
    `7${hex.slice(0, 3)}`,
    `${variant}${hex.slice(4, 7)}`,
    hex.slice(7, 19),
  ].join('-');
}
