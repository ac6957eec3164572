import { sql, type RawBuilder } from 'kysely';
import type { RuleContent } from '../../contract/alert-rule.ts';
import type { DryRunReply } from '../../contract/protocol/alert-rules.ts';
import { openAt } from '../../contract/open-at.ts';
import { JOIN_WITHIN_MS } from '../alerts/alert-groups.ts';
import { LIVE_WITHIN_MS } from '../alerts/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import { HUB_TIME_ZONE } from '../places/hub-time-zone.ts';
import { dayAt } from './day-at.ts';
import type { KnownPlaces } from './find-holdings.ts';
import { readKnownPlaces } from './read-places-known.ts';
import { replayScore, replaySilence, type PressedHour, type WouldBe } from './replay-hours.ts';
import { reaches } from './rule-reach.ts';

const DAY_MS = 24 * 3_600_000;
const EXAMPLES = 10;

/** What a rule would have raised in the days before now, by what the hub keeps of them. */
export async function dryRun(
  transaction: AppTransaction,
  rule: RuleContent,
  days: number,
  nowMs: number,
): Promise<DryRunReply> {
  const places = await readKnownPlaces(transaction, nowMs);
  const here = places.touchpoints.filter(({ touchpointId, above }) =>
    reaches(rule.scope, { touchpointId, locationIds: above }),
  );
  const locationOf = new Map(here.map((place) => [place.touchpointId, place.locationId]));
  const hoursAt = (touchpointId: string) => places.hoursOf(locationOf.get(touchpointId) ?? null);
  const found = await wouldBe(transaction, rule, {
    fromMs: nowMs - days * DAY_MS,
    nowMs,
    touchpointIds: [...locationOf.keys()],
    hoursAt,
  });
  const raised = found.filter(({ touchpointId, atMs }) => {
    const hours = hoursAt(touchpointId);
    return rule.scope.hours === 'always' || hours === null || openAt(hours, atMs);
  });
  const timeZone = places.hoursOf(null)?.timeZone ?? HUB_TIME_ZONE;
  const dayOf = (atMs: number, touchpointId: string | null): string =>
    dayAt(atMs, (touchpointId === null ? null : hoursAt(touchpointId)?.timeZone) ?? timeZone);
  const counts = new Map<string, number>();
  for (let day = days; day >= 0; day -= 1) {
    counts.set(dayOf(nowMs - day * DAY_MS, null), 0);
  }
  for (const { atMs, touchpointId } of raised) {
    const day = dayOf(atMs, touchpointId);
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return {
    alerts: raised.length,
    days: [...counts]
      .map(([day, alerts]) => ({ day, alerts }))
      .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    examples: await describe(
      transaction,
      raised.toSorted((a, b) => b.atMs - a.atMs).slice(0, EXAMPLES),
    ),
    leftOut: isOfHeartbeats(rule) ? 'heartbeats-not-kept' : null,
  };
}

function isOfHeartbeats({ condition }: RuleContent): boolean {
  return condition.kind === 'offline' || condition.kind === 'box-lost';
}

type Replayed = {
  readonly fromMs: number;
  readonly nowMs: number;
  readonly touchpointIds: readonly string[];
  readonly hoursAt: (touchpointId: string) => ReturnType<KnownPlaces['hoursOf']>;
};

async function wouldBe(
  transaction: AppTransaction,
  { condition }: RuleContent,
  over: Replayed,
): Promise<WouldBe[]> {
  switch (condition.kind) {
    case 'each-negative':
      return readGroups(
        transaction,
        over,
        0,
        sql`before is null or occurred_ms - before > ${JOIN_WITHIN_MS}::bigint`,
        sql`lag(occurred_ms) over at_touchpoint as before`,
      );
    case 'count': {
      // Begins to hold with a press that is the last one missing, and not before.
      const { negatives, withinMs } = condition;
      const found = await readGroups(
        transaction,
        over,
        withinMs,
        sql`first > occurred_ms - ${withinMs}::bigint
          and (one_more is null or one_more <= occurred_ms - ${withinMs}::bigint)`,
        sql`lag(occurred_ms, ${negatives - 1}::int) over at_touchpoint as first,
          lag(occurred_ms, ${negatives}::int) over at_touchpoint as one_more`,
      );
      return found.map((each) => ({ ...each, measured: { value: negatives, limit: negatives } }));
    }
    case 'help-asked':
      return readCries(transaction, over);
    case 'score-below': {
      const hours = await readHours(transaction, over, condition.withinMs);
      return [...hours].flatMap(([touchpointId, pressed]) =>
        replayScore(touchpointId, pressed, condition).filter(({ atMs }) => atMs > over.fromMs),
      );
    }
    case 'silent': {
      const hours = await readHours(transaction, over, condition.forMs);
      return [...hours].flatMap(([touchpointId, pressed]) =>
        replaySilence(
          touchpointId,
          pressed,
          condition.forMs,
          over.hoursAt(touchpointId),
          over.nowMs,
        ).filter(({ atMs }) => atMs > over.fromMs && atMs <= over.nowMs),
      );
    }
    case 'offline':
    case 'box-lost':
      return [];
  }
}

/** Live red presses that begin something, told from those before them at their touchpoint. */
async function readGroups(
  transaction: AppTransaction,
  { fromMs, nowMs, touchpointIds }: Replayed,
  lookBackMs: number,
  begins: RawBuilder<unknown>,
  lags: RawBuilder<unknown>,
): Promise<WouldBe[]> {
  const { rows } = await sql<{ touchpoint_id: string; occurred_ms: number }>`
    select touchpoint_id, occurred_ms from (
      select touchpoint_id, occurred_ms, ${lags} from events
      where type = 'pressed' and rating = 'negative' and not repeat
        and occurred_ms > ${fromMs - lookBackMs}::bigint and occurred_ms <= ${nowMs}::bigint
        and received_ms - occurred_ms <= ${LIVE_WITHIN_MS}::bigint
        and touchpoint_id = any(${[...touchpointIds]}::uuid[])
      window at_touchpoint as (partition by touchpoint_id order by occurred_ms)
    ) as presses
    where occurred_ms > ${fromMs}::bigint and (${begins})
  `.execute(transaction);
  return rows.map((row) => ({
    atMs: row.occurred_ms,
    touchpointId: row.touchpoint_id,
    measured: null,
  }));
}

/** Of an alert the last cry for help is known: several within it count as one. */
async function readCries(
  transaction: AppTransaction,
  { fromMs, touchpointIds }: Replayed,
): Promise<WouldBe[]> {
  const { rows } = await sql<{ touchpoint_id: string; help_asked_at_ms: number }>`
    select touchpoint_id, help_asked_at_ms from alerts
    where help_asked_at_ms > ${fromMs}::bigint and kind = 'live'
      and touchpoint_id = any(${[...touchpointIds]}::uuid[])
  `.execute(transaction);
  return rows.map((row) => ({
    atMs: row.help_asked_at_ms,
    touchpointId: row.touchpoint_id,
    measured: null,
  }));
}

async function readHours(
  transaction: AppTransaction,
  { fromMs, touchpointIds }: Replayed,
  lookBackMs: number,
): Promise<ReadonlyMap<string, PressedHour[]>> {
  const sinceMs = fromMs - lookBackMs;
  const { rows } = await sql<PressedHour & { subject_id: string }>`
    select subject_id, ((day - date '1970-01-01') * 24 + hour)::bigint * 3600000 as "hourMs", positive, neutral,
      negative
    from hourly_rollups
    where hour >= 0 and day >= date '1970-01-01' + (${sinceMs}::bigint / 86400000)::int
      and positive + neutral + negative > 0 and subject_id = any(${[...touchpointIds]}::uuid[])
    order by day, hour
  `.execute(transaction);
  return Map.groupBy(rows, (row) => row.subject_id);
}

async function describe(
  transaction: AppTransaction,
  raised: readonly WouldBe[],
): Promise<DryRunReply['examples']> {
  const ids = [...new Set(raised.map(({ touchpointId }) => touchpointId))];
  const { rows } = await sql<{ touchpoint_id: string; place: string }>`
    select t.touchpoint_id, t.name || ' · ' || l.name as place
    from touchpoints t join locations l on l.location_id = t.location_id
    where t.touchpoint_id = any(${ids}::uuid[])
  `.execute(transaction);
  const places = new Map(rows.map((row) => [row.touchpoint_id, row.place]));
  return raised.map(({ atMs, touchpointId, measured }) => ({
    atMs,
    place: places.get(touchpointId) ?? '',
    measured,
  }));
}
