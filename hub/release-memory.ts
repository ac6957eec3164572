/**
 * Gives the memory of a large buffer back at once; the buffer is empty from then on. Left to the garbage collector it
 * waits for a collection, and so much of it calls for one of the whole heap: with batches of 256 KiB that was a fifth of
 * what the hub did at all.
 *
 * @param buffer that shares its memory with no other, unless with those of Node's pool: a small one is left as it is.
 */
export function releaseMemory({ buffer }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) {
    buffer.transfer(0);
  }
}
