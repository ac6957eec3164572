/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): the result holds no zero byte and is one byte
 * longer than the input, plus one for each full 254 bytes.
 */
export function encodeCobs(bytes: Uint8Array): Uint8Array {
  const encoded = new Uint8Array(bytes.length + Math.floor(bytes.length / 254) + 1);
  let codeAt = 0;
  let writeAt = 1;
  let code = 1;
  const closeBlock = (): void => {
    encoded[codeAt] = code;
    codeAt = writeAt;
    writeAt += 1;
    code = 1;
  };
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0) {
      closeBlock();
      continue;
    }
    encoded[writeAt] = byte;
    writeAt += 1;
    code += 1;
    if (code === 0xff && index + 1 < bytes.length) {
      closeBlock();
    }
  }
  encoded[codeAt] = code;
  return encoded.subarray(0, writeAt);
}

/** Undoes `encodeCobs`. Null when the bytes cannot be COBS: a zero inside, or a block that runs past the end. */
export function decodeCobs(encoded: Uint8Array): Uint8Array | null {
  const decoded = new Uint8Array(encoded.length);
  let readAt = 0;
  let writeAt = 0;
  while (readAt < encoded.length) {
    const code = encoded[readAt] ?? 0;
    const end = readAt + code;
    if (code === 0 || end > encoded.length) {
      return null;
    }
    const block = encoded.subarray(readAt + 1, end);
    if (block.includes(0)) {
      return null;
    }
    decoded.set(block, writeAt);
    writeAt += block.length;
    readAt = end;
    if (code < 0xff && readAt < encoded.length) {
      writeAt += 1;
    }
  }
  return decoded.subarray(0, writeAt);
}
