import { ELSEWHERE_ID, type EscalationPolicy } from '../../contract/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import type { Person } from '../people/authenticate-person.ts';
import { readMembers } from '../people/members.ts';
import { readOverseer } from '../people/overseer.ts';
import { isWithin } from '../people/scope.ts';

type Level = EscalationPolicy['levels'][number];

/**
 * Policies as somebody may see them who looks after some places only: they hold for all places, and people and channels
 * of other ones, and who changed them, are not theirs to know. That there are such is said.
 */
export async function viewPolicies(
  transaction: AppTransaction,
  person: Person,
  policies: readonly EscalationPolicy[],
): Promise<EscalationPolicy[]> {
  const overseer = await readOverseer(transaction, person);
  if (overseer.scope.kind === 'everywhere') {
    return [...policies];
  }
  const people = new Set((await readMembers(transaction, overseer)).map(({ userId }) => userId));
  const rows = await transaction
    .selectFrom('channels')
    .where('deleted_at_ms', 'is', null)
    .select(['channel_id', 'location_id'])
    .execute();
  const channels = new Set(
    rows
      .filter(
        ({ location_id: at }) =>
          at === null || overseer.above.has(at) || isWithin(overseer.scope, at),
      )
      .map((row) => row.channel_id),
  );
  return policies.map((policy) => ({
    ...policy,
    levels: policy.levels.map((level) => viewLevel(level, people, channels)),
    changedBy: null,
  }));
}

function viewLevel(
  level: Level,
  people: ReadonlySet<string>,
  channels: ReadonlySet<string>,
): Level {
  const isSeen = (audience: Level['people'][number]): boolean =>
    audience.kind !== 'person' || people.has(audience.userId);
  const seen = level.people.filter(isSeen);
  return {
    ...level,
    people:
      seen.length === level.people.length
        ? seen
        : [...seen, { kind: 'person', userId: ELSEWHERE_ID }],
    channels: level.channels === 'all' ? 'all' : viewChannels(level.channels, channels),
  };
}

function viewChannels(named: readonly string[], channels: ReadonlySet<string>): string[] {
  const seen = named.filter((id) => channels.has(id));
  return seen.length === named.length ? seen : [...seen, ELSEWHERE_ID];
}
