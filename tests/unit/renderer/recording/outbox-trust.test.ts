import { describe, expect, it } from 'vitest';
import { type PageMemory, readOutboxTrust } from '../../../../renderer/recording/outbox-trust.ts';

function pageMemory(): PageMemory {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  };
}

describe('the trust in the outbox on disk', () => {
  it('survives one failure and ends with the second', () => {
    const memory = pageMemory();
    readOutboxTrust(memory).failed();
    expect(readOutboxTrust(memory).useDisk).toBe(true);
    readOutboxTrust(memory).failed();
    expect(readOutboxTrust(memory).useDisk).toBe(false);
  });

  it('is whole again once the outbox took something', () => {
    const memory = pageMemory();
    readOutboxTrust(memory).failed();
    readOutboxTrust(memory).worked();
    readOutboxTrust(memory).failed();
    expect(readOutboxTrust(memory).useDisk).toBe(true);
  });

  it('gives the disk one more chance after a while', () => {
    const memory = pageMemory();
    const trust = readOutboxTrust(memory);
    trust.failed();
    trust.failed();
    trust.tryAgain();
    expect(readOutboxTrust(memory).useDisk).toBe(true);
    readOutboxTrust(memory).failed();
    expect(readOutboxTrust(memory).useDisk).toBe(false);
  });

  it('does without a memory', () => {
    const broken: PageMemory = {
      getItem: () => {
        throw new Error('SecurityError');
      },
      setItem: () => {
        throw new Error('SecurityError');
      },
    };
    const trust = readOutboxTrust(broken);
    trust.failed();
    expect(trust.useDisk).toBe(true);
  });
});
