import { describe, expect, it } from 'vitest';
import type { PolicyContent } from '../../../../contract/alert-rule.ts';
import type { Target } from '../../../../hub/deliveries/find-targets.ts';
import { isReached, isUnheard } from '../../../../hub/deliveries/is-reached.ts';

/** Monday, 10:00 in Amsterdam. */
const MONDAY = Date.parse('2026-11-23T09:00Z');
const TIME_ZONE = 'Europe/Amsterdam';
const ALWAYS = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', until: '24:00' }));

const mail = (userId: string, quiet: Target['quiet'] = null): Target => ({
  channel: 'email',
  targetId: userId,
  userId,
  toName: userId,
  quiet,
});
const slack = (targetId: string): Target => ({
  channel: 'slack',
  targetId,
  userId: null,
  toName: targetId,
  quiet: null,
});
const people = (...userIds: string[]) => userIds.map((userId) => ({ userId, isOnDuty: false }));

type Level = Pick<PolicyContent['levels'][number], 'people' | 'channels'>;
const LEVEL: Level = { people: [{ kind: 'on-duty' }], channels: ['floor'] };

describe('A level', () => {
  it('is heard as soon as one of those it names is reached, or one of its channels', () => {
    const heard = (...ways: Target[]): boolean =>
      !isUnheard(LEVEL, people('anna', 'bram'), ways, MONDAY);
    expect([heard(mail('bram')), heard(slack('floor'))]).toEqual([true, true]);
    expect([heard(), heard(mail('carla')), heard(slack('other'))]).toEqual([false, false, false]);
  });

  it('of all channels is heard by whichever there is', () => {
    const level: Level = { people: [], channels: 'all' };
    expect(isUnheard(level, [], [slack('other')], MONDAY)).toBe(false);
    expect(isUnheard(level, [], [mail('carla')], MONDAY)).toBe(true);
  });

  it('that names nothing is for consoles, and one that is missing is heard by nobody', () => {
    expect(isUnheard({ people: [], channels: [] }, [], [], MONDAY)).toBe(false);
    expect(isUnheard(null, [], [slack('other')], MONDAY)).toBe(true);
  });
});

describe('Somebody in quiet hours', () => {
  it('is reached when those end, and not where they never do', () => {
    const quiet = (weekly: typeof ALWAYS): Target => mail('anna', { timeZone: TIME_ZONE, weekly });
    const morning = [{ day: 1, from: '09:00', until: '12:00' }];
    expect(isReached(people('anna'), [quiet(morning)], MONDAY)).toBe(true);
    expect(isReached(people('anna'), [quiet(ALWAYS)], MONDAY)).toBe(false);
  });
});
