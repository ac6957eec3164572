import { describe, expect, it } from 'vitest';
import { until, within } from '../../faults/until.ts';

describe('until', () => {
  it('answers with the first thing that is not null', async () => {
    const answers = [null, null, 'here'];
    expect(await until('it is here', 5_000, () => answers.shift() ?? null)).toBe('here');
  });

  it('says what did not come about, and what the last try said', async () => {
    const asking = until('the hub answers', 1, () => {
      throw new Error('Connection refused.');
    });
    await expect(asking).rejects.toThrow(
      'Within 0.001 s it did not come about that the hub answers. The last try said: Connection refused.',
    );
  });
});

describe('within', () => {
  it('hands on what comes in time', async () => {
    expect(await within(5_000, Promise.resolve(7))).toBe(7);
    await expect(within(5_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('does not wait for somebody who does not answer', async () => {
    await expect(within(1, new Promise(() => undefined))).rejects.toThrow(
      'There was no answer within 1 ms.',
    );
  });
});
