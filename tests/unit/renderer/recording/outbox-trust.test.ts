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
    readOutboxTrust(memory).heard('failed');
    expect(readOutboxTrust(memory).useDisk).toBe(true);
    readOutboxTrust(memory).heard('failed');
    expect(readOutboxTrust(memory).useDisk).toBe(false);
  });

  it('is whole again once the outbox took something', () => {
    const memory = pageMemory();
    readOutboxTrust(memory).heard('failed');
    readOutboxTrust(memory).heard('worked');
    readOutboxTrust(memory).heard('failed');
    expect(readOutboxTrust(memory).useDisk).toBe(true);
  });

  it('gives the disk one more chance after a while', () => {
    const memory = pageMemory();
    const trust = readOutboxTrust(memory);
    trust.heard('failed');
    trust.heard('failed');
    trust.tryAgain();
    expect(readOutboxTrust(memory).useDisk).toBe(true);
    readOutboxTrust(memory).heard('failed');
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
    trust.heard('failed');
    expect(trust.useDisk).toBe(true);
  });

  it('remembers that a write found no room until one succeeds', () => {
    const memory = pageMemory();
    const page = () => readOutboxTrust(memory);
    page().heard('full');
    expect(page().leftFull).toBe(true);
    page().heard('failed');
    expect(page()).toMatchObject({ leftFull: true, useDisk: false });
    page().heard('worked');
    expect(page()).toMatchObject({ leftFull: false, useDisk: true });
  });
});
