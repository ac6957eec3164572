import { describe, expect, it } from 'vitest';
import { releaseMemory } from '../../../hub/release-memory.ts';

describe('releaseMemory', () => {
  it('empties a large buffer', () => {
    const large = Buffer.alloc(2 * Buffer.poolSize, 1);
    releaseMemory(large.subarray(0, 5));
    expect(large.length).toBe(0);
  });

  it('leaves alone what may share its memory with others', () => {
    const pooled = Buffer.from('pooled');
    releaseMemory(pooled);
    expect(pooled.toString()).toBe('pooled');
  });
});
