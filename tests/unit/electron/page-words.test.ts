import { describe, expect, it } from 'vitest';
import { MAX_PAGE_WORDS, pageWords } from '../../../electron/page-words.ts';

describe('words of the page', () => {
  it.each([
    [
      { level: 'warning', message: 'slow' },
      { level: 'warn', text: 'slow' },
    ],
    [
      { level: 'error', message: 'broken' },
      { level: 'error', text: 'broken' },
    ],
    [{ level: 'info', message: 'hello' }, null],
    [{ level: 'debug', message: 'hello' }, null],
  ])('are read from the one object of newer runtimes: %o', (details, words) => {
    // The old arguments are still there, deprecated.
    expect(pageWords([details, 3, 'old', 1, 'kiosk://app/index.html'])).toEqual(words);
  });

  it.each([
    [2, { level: 'warn', text: 'said' }],
    [3, { level: 'error', text: 'said' }],
    [1, null],
    [0, null],
  ])('are read from the arguments of older runtimes: level %i', (level, words) => {
    expect(pageWords([{ preventDefault: () => undefined }, level, 'said', 1, ''])).toEqual(words);
  });

  it('are none where Chromium tells of the sandbox at every load', () => {
    const message =
      'An iframe which has both allow-scripts and allow-same-origin for its sandbox attribute can escape its sandboxing.';
    expect(pageWords([{ level: 'warning', message }])).toBeNull();
  });

  it('are cut when they are long, and nothing when they cannot be read', () => {
    const long = pageWords([{ level: 'error', message: 'x'.repeat(2_000) }]);
    expect([long?.text.length, pageWords([]), pageWords([{}, 9, 'said'])]).toEqual([
      MAX_PAGE_WORDS,
      null,
      null,
    ]);
  });
});
