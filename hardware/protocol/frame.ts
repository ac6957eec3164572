import { encodeCobs } from './cobs.ts';
import { crc16 } from './crc16.ts';

/** What one frame carries once its delimiters, its byte stuffing and its CRC are off. */
export type Frame = {
  /** Message type, 0 … 255. */
  readonly type: number;
  /** Counts the sender's frames, 0 … 255, and wraps. */
  readonly sequence: number;
  readonly payload: Uint8Array;
};

/** Type, sequence and CRC around the payload. */
export const FRAME_OVERHEAD_BYTES = 4;

/** Largest body (type, sequence, payload, CRC). One COBS block always holds it. */
export const MAX_BODY_BYTES = 250;

/** Largest run of bytes between two delimiters that can be a frame. */
export const MAX_ENCODED_BYTES = MAX_BODY_BYTES + 1;

/**
 * The bytes of one frame on the wire, with a delimiter on both sides so that noise before it costs nothing.
 * @throws RangeError when the payload does not fit one frame; no message of the protocol is that long.
 */
export function encodeFrame({ type, sequence, payload }: Frame): Uint8Array {
  const body = new Uint8Array(payload.length + FRAME_OVERHEAD_BYTES);
  if (body.length > MAX_BODY_BYTES) {
    throw new RangeError(
      `A frame carries at most ${MAX_BODY_BYTES - FRAME_OVERHEAD_BYTES} bytes, not ${payload.length}.`,
    );
  }
  body.set([type, sequence]);
  body.set(payload, 2);
  new DataView(body.buffer).setUint16(body.length - 2, crc16(body.subarray(0, -2)), true);
  return Uint8Array.of(0, ...encodeCobs(body), 0);
}
