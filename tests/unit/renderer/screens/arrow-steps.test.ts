import { describe, expect, it } from 'vitest';
import { arrowStep } from '../../../../renderer/screens/arrow-steps.ts';

describe('an arrow key', () => {
  it.each([
    ['ArrowRight', 'ltr', 2],
    ['ArrowRight', 'rtl', 0],
    ['ArrowLeft', 'ltr', 0],
    ['ArrowLeft', 'rtl', 2],
    ['ArrowDown', 'ltr', 2],
    ['ArrowDown', 'rtl', 2],
    ['ArrowUp', 'rtl', 0],
  ] as const)('%s goes on in the direction of reading, %s', (key, direction, next) => {
    expect(arrowStep(key, 1, 3, direction)).toBe(next);
  });

  it('goes around the ends, so that one arrow alone reaches everything', () => {
    expect([arrowStep('ArrowRight', 2, 3, 'ltr'), arrowStep('ArrowLeft', 0, 3, 'ltr')]).toEqual([
      0, 2,
    ]);
  });

  it('leads to the first while nothing has the focus', () => {
    expect(arrowStep('ArrowUp', null, 11, 'ltr')).toBe(0);
  });

  it('leads nowhere where there is nothing, and another key never does', () => {
    expect([arrowStep('ArrowUp', null, 0, 'ltr'), arrowStep('Enter', 1, 3, 'ltr')]).toEqual([
      null,
      null,
    ]);
  });
});
