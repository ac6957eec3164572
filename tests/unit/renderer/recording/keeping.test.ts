import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keeping, PATIENCE_MS } from '../../../../renderer/recording/keeping.ts';
import { awaitSettlement } from '../../../../renderer/recording/settlement.ts';

describe('keeping', () => {
  it('waits for both stores while both may still answer', () => {
    expect(keeping('pending', 'pending', 0)).toBeNull();
    expect(keeping('kept', 'pending', 0)).toBeNull();
    expect(keeping('pending', 'kept', 0)).toBeNull();
    expect(keeping('kept', 'kept', 0)).toBe('both');
  });

  it('is content with one store when the other failed or is slow', () => {
    expect(keeping('kept', 'failed', 0)).toBe('journal-only');
    expect(keeping('failed', 'kept', 0)).toBe('outbox-only');
    expect(keeping('kept', 'pending', PATIENCE_MS)).toBe('journal-only');
    expect(keeping('pending', 'kept', PATIENCE_MS)).toBe('outbox-only');
  });

  it('says nothing is kept only when both stores said so', () => {
    expect(keeping('failed', 'failed', 0)).toBe('nothing');
    expect(keeping('failed', 'pending', PATIENCE_MS)).toBeNull();
    expect(keeping('pending', 'pending', PATIENCE_MS)).toBeNull();
  });
});

describe('awaitSettlement', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('settles on the journal alone when the outbox takes longer than a visitor can be left waiting', async () => {
    const settlement = awaitSettlement();
    settlement.journal('kept');
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    settlement.outbox('failed');
    expect(await settlement.kept).toBe('journal-only');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('settles at the first word that comes after patience has run out', async () => {
    const settlement = awaitSettlement();
    await vi.advanceTimersByTimeAsync(PATIENCE_MS * 10);
    settlement.outbox('kept');
    expect(await settlement.kept).toBe('outbox-only');
  });
});
