import { decodeCobs } from './cobs.ts';
import { crc16 } from './crc16.ts';
import { FRAME_OVERHEAD_BYTES, type Frame, MAX_ENCODED_BYTES } from './frame.ts';

/** Why bytes between two delimiters are not a frame. */
export type BadFrameReason = 'oversized' | 'too-short' | 'broken-stuffing' | 'wrong-crc';

export type DecodedFrame =
  | { readonly ok: true; readonly frame: Frame }
  | { readonly ok: false; readonly reason: BadFrameReason };

/** Bytes heard since the last delimiter; never more than `MAX_ENCODED_BYTES`, whatever arrives. */
export type PendingFrame = {
  readonly bytes: Uint8Array;
  /** More arrived than a frame can hold: everything up to the next delimiter is thrown away. */
  readonly oversized: boolean;
};

export const NOTHING_PENDING: PendingFrame = { bytes: new Uint8Array(0), oversized: false };

/**
 * Takes the next bytes from the line, however they are cut, and tells every frame they complete. Never throws; what
 * is not a frame comes out as a value, and the frame after the next delimiter is found again.
 */
export function decodeFrames(
  pending: PendingFrame,
  chunk: Uint8Array,
): { pending: PendingFrame; frames: readonly DecodedFrame[] } {
  const frames: DecodedFrame[] = [];
  let current = pending;
  let readAt = 0;
  for (;;) {
    const delimiterAt = chunk.indexOf(0, readAt);
    if (delimiterAt === -1) {
      return { pending: append(current, chunk.subarray(readAt)), frames };
    }
    current = append(current, chunk.subarray(readAt, delimiterAt));
    if (current.oversized) {
      frames.push({ ok: false, reason: 'oversized' });
    } else if (current.bytes.length > 0) {
      frames.push(decodeBody(current.bytes));
    }
    current = NOTHING_PENDING;
    readAt = delimiterAt + 1;
  }
}

function append(pending: PendingFrame, more: Uint8Array): PendingFrame {
  if (pending.oversized || more.length === 0) {
    return pending;
  }
  const lengthBytes = pending.bytes.length + more.length;
  if (lengthBytes > MAX_ENCODED_BYTES) {
    return { bytes: new Uint8Array(0), oversized: true };
  }
  const bytes = new Uint8Array(lengthBytes);
  bytes.set(pending.bytes);
  bytes.set(more, pending.bytes.length);
  return { bytes, oversized: false };
}

function decodeBody(encoded: Uint8Array): DecodedFrame {
  const body = decodeCobs(encoded);
  if (body === null) {
    return { ok: false, reason: 'broken-stuffing' };
  }
  const [type, sequence] = body;
  if (type === undefined || sequence === undefined || body.length < FRAME_OVERHEAD_BYTES) {
    return { ok: false, reason: 'too-short' };
  }
  const stated = new DataView(body.buffer, body.byteOffset + body.length - 2).getUint16(0, true);
  if (stated !== crc16(body.subarray(0, -2))) {
    return { ok: false, reason: 'wrong-crc' };
  }
  return { ok: true, frame: { type, sequence, payload: body.slice(2, -2) } };
}
