import type { Choice } from './choice.ts';

/** The same answer to the same question. */
export function isSameChoice(one: Choice, other: Choice): boolean {
  return one.rating === other.rating && one.score?.value === other.score?.value;
}
