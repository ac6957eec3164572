const POOL_BYTES = 4_096;

/**
 * Random bytes from a pool that is filled now and then: a press that has to ask the system for its few waits several
 * times as long. No byte is given out twice.
 *
 * @param fill overwrites all of it with bytes from a cryptographic source.
 */
export function createRandomPool(fill: (into: Uint8Array) => void): (count: number) => Uint8Array {
  const pool = new Uint8Array(POOL_BYTES);
  let used = POOL_BYTES;
  return (count) => {
    if (count > POOL_BYTES) {
      throw new RangeError(`The pool holds ${POOL_BYTES} bytes and was asked for ${count}.`);
    }
    if (used + count > POOL_BYTES) {
      fill(pool);
      used = 0;
    }
    used += count;
    return pool.slice(used - count, used);
  };
}
