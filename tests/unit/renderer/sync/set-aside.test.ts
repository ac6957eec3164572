import { expect, it } from 'vitest';
import { createSetAside } from '../../../../renderer/sync/set-aside.ts';

it('sets an event aside for five minutes, and no more than a few at once', () => {
  let nowMs = 0;
  const aside = createSetAside(() => nowMs);
  for (let index = 0; index < 20; index += 1) {
    aside.add(`event-${index}`);
  }
  expect([aside.has('event-15'), aside.has('event-16')]).toEqual([true, false]);
  nowMs = 5 * 60_000;
  expect(aside.has('event-15')).toBe(false);
  aside.add('event-16');
  expect(aside.has('event-16')).toBe(true);
});
