import type { PolicyContent } from '../../contract/alert-rule.ts';
import type { Listener } from '../escalation/audience.ts';
import type { Target } from './find-targets.ts';
import { quietUntil } from './quiet-until.ts';

type Level = Pick<PolicyContent['levels'][number], 'people' | 'channels'>;

/**
 * Whether a level names somebody or something and none of it hears, besides consoles. One that names nothing at all is
 * for consoles, as somebody chose.
 *
 * @param level null: the policy has none, or there is no policy.
 * @param people whom it names at the place.
 * @param ways those that there are to them and to its channels; others do not count.
 * @param nowMs wall clock in milliseconds.
 */
export function isUnheard(
  level: Level | null,
  people: readonly Listener[],
  ways: readonly Target[],
  nowMs: number,
): boolean {
  if (level === null) {
    return true;
  }
  const { channels } = level;
  if (level.people.length === 0 && channels !== 'all' && channels.length === 0) {
    return false;
  }
  const isShared = ways.some(
    ({ userId, targetId }) =>
      userId === null && (channels === 'all' || channels.includes(targetId)),
  );
  return !isShared && !isReached(people, ways, nowMs);
}

/**
 * Whether any of these people hears by one of these ways: at once, or once their quiet hours are over. Quiet hours that
 * have no end reach nobody.
 *
 * @param nowMs wall clock in milliseconds.
 */
export function isReached(
  people: readonly Listener[],
  ways: readonly Target[],
  nowMs: number,
): boolean {
  const userIds = new Set<string | null>(people.map(({ userId }) => userId));
  return ways.some(
    ({ userId, quiet }) => userIds.has(userId) && quietUntil(quiet, nowMs) !== 'never',
  );
}
