import { describe, expect, it } from 'vitest';
import { afterTry } from '../../../../hub/deliveries/after-try.ts';

const twice = (failures: number): number | null => (failures <= 2 ? 5_000 * failures : null);
const failed = (retryAfterMs: number | null) =>
  ({ kind: 'failed', error: 'It answered 503.', retryAfterMs }) as const;

describe('A try', () => {
  it('that failed is followed by the next as the channel has it, until that gives up', () => {
    expect([1, 2, 3].map((failures) => afterTry(failed(null), failures, twice))).toEqual([
      { kind: 'again', afterMs: 5_000 },
      { kind: 'again', afterMs: 10_000 },
      { kind: 'failed', forget: false },
    ]);
  });

  it('waits for as long as the other side asks, and never not at all', () => {
    expect(afterTry(failed(90_000), 1, twice)).toEqual({ kind: 'again', afterMs: 90_000 });
    expect(afterTry(failed(0), 1, twice)).toEqual({ kind: 'again', afterMs: 1_000 });
    expect(afterTry(failed(0), 3, twice)).toEqual({ kind: 'failed', forget: false });
  });

  it('that was refused is the last, and one that met nobody gives up the address', () => {
    expect(afterTry({ kind: 'refused', error: 'No.' }, 1, twice)).toEqual({
      kind: 'failed',
      forget: false,
    });
    expect(afterTry({ kind: 'gone', error: 'Gone.' }, 1, twice)).toEqual({
      kind: 'failed',
      forget: true,
    });
    expect(afterTry({ kind: 'sent' }, 1, twice)).toEqual({ kind: 'sent' });
  });
});
