import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { AlertRule, RuleCondition } from '../../contract/alert-rule.ts';
import { openAt } from '../../contract/open-at.ts';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import { LIVE_WITHIN_MS } from '../alerts/alert-rule.ts';
import type { AppTransaction } from '../database/database.ts';
import { rememberWaits } from '../places/remembered-waits.ts';
import type { Holding } from './judge-findings.ts';
import { lastPressMs, type LastHeard } from './last-press.ts';
import { reaches, type PlaceOfRule } from './rule-reach.ts';

/** A touchpoint and the terminals that stand there now. */
export type KnownTouchpoint = {
  readonly touchpointId: string;
  readonly locationId: string;
  readonly above: readonly string[];
};

export type KnownTerminal = {
  readonly terminalId: string;
  readonly touchpointId: string | null;
  readonly locationId: string | null;
  readonly above: readonly string[];
  readonly enrolledAtMs: number;
  readonly heartbeat: (Omit<LastHeard, 'heardAtMs'> & { readonly boxesLost: boolean }) | null;
  readonly heartbeatAtMs: number | null;
};

/** An organization as its timed rules see it. */
export type KnownPlaces = {
  readonly touchpoints: readonly KnownTouchpoint[];
  readonly terminals: readonly KnownTerminal[];
  readonly hoursOf: (locationId: string | null) => OpeningHours | null;
};

/** Conditions that hold for a time, or over one. */
export type TimedCondition = Exclude<RuleCondition, { kind: 'each-negative' | 'help-asked' }>;
export type TimedRule = AlertRule & { readonly condition: TimedCondition };

export function isTimed(rule: AlertRule): rule is TimedRule {
  return rule.condition.kind !== 'each-negative' && rule.condition.kind !== 'help-asked';
}

/** A terminal that has not been heard for longer tells nothing of how its touchpoint is. */
const HEARD_WITHIN_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;
/** So many places are looked at before what else the hub does gets its turn. */
const BREATHE_EVERY = 20;

/** A place that is silent is so by the same wait each time that it is looked at. */
const waits = rememberWaits();

/** Where the condition of a rule holds now, within its scope. */
export async function findHoldings(
  transaction: AppTransaction,
  rule: TimedRule,
  places: KnownPlaces,
  nowMs: number,
): Promise<Holding[]> {
  const { condition, scope } = rule;
  const opens = new Map<string | null, boolean>();
  const isOpen = (locationId: string | null): boolean => {
    const hours = places.hoursOf(locationId);
    const known = opens.get(locationId) ?? (hours === null || openAt(hours, nowMs));
    opens.set(locationId, known);
    return known;
  };
  const inHours = (locationId: string | null): boolean =>
    scope.hours === 'always' || isOpen(locationId);
  const here = (place: PlaceOfRule): boolean => reaches(scope, place);
  const touchpoints = places.touchpoints.filter(({ touchpointId, above }) =>
    here({ touchpointId, locationIds: above }),
  );
  const terminals = places.terminals.filter(({ touchpointId, above }) =>
    here({ touchpointId, locationIds: above }),
  );
  switch (condition.kind) {
    case 'count': {
      const counts = await countNegatives(transaction, nowMs - condition.withinMs, nowMs);
      return touchpoints.flatMap((at) => {
        const value = counts.get(at.touchpointId) ?? 0;
        return value >= condition.negatives
          ? [ofTouchpoint(at, { value, limit: condition.negatives }, inHours(at.locationId))]
          : [];
      });
    }
    case 'score-below': {
      const scores = await readScores(transaction, nowMs - condition.withinMs);
      return touchpoints.flatMap((at) => {
        const found = scores.get(at.touchpointId);
        return found !== undefined &&
          found.presses >= condition.minPresses &&
          found.score < condition.score
          ? [
              ofTouchpoint(
                at,
                { value: found.score, limit: condition.score },
                inHours(at.locationId),
              ),
            ]
          : [];
      });
    }
    case 'silent': {
      const hours = await readLastHours(transaction);
      const terminalsAt = Map.groupBy(places.terminals, ({ touchpointId }) => touchpointId);
      const silent: Holding[] = [];
      for (const [index, at] of touchpoints.entries()) {
        if (index % BREATHE_EVERY === 0) {
          await setImmediate();
        }
        const standing = terminalsAt.get(at.touchpointId) ?? [];
        const lastMs = lastSign(standing, hours.get(at.touchpointId) ?? null, nowMs);
        const sinceMs = Math.max(lastMs ?? nowMs, rule.changedAtMs);
        const isOver =
          nowMs - sinceMs >= condition.forMs &&
          waits(places.hoursOf(at.locationId), sinceMs, condition.forMs) <= nowMs;
        if (lastMs !== null && isOver) {
          const measured = { value: nowMs - lastMs, limit: condition.forMs };
          silent.push(ofTouchpoint(at, measured, isOpen(at.locationId)));
        }
      }
      return silent;
    }
    case 'offline':
      return terminals.flatMap((at) => {
        const value = nowMs - (at.heartbeatAtMs ?? at.enrolledAtMs);
        return value >= condition.forMs
          ? [ofTerminal(at, { value, limit: condition.forMs }, inHours(at.locationId))]
          : [];
      });
    case 'box-lost':
      return terminals.flatMap((at) =>
        at.heartbeat?.boxesLost === true ? [ofTerminal(at, null, inHours(at.locationId))] : [],
      );
  }
}

/** How long a condition must hold beyond what it says of times itself. */
export function holdMsOf(condition: TimedCondition): number {
  return condition.kind === 'box-lost' ? condition.forMs : 0;
}

/**
 * How long hubs must have been there before it says something of a place, and not of them. After that long, whatever
 * counts as heard was heard since they are.
 */
export function hearsWithinMs(condition: TimedCondition): number {
  switch (condition.kind) {
    case 'offline':
      return condition.forMs;
    case 'silent':
      return HEARD_WITHIN_MS;
    case 'count':
    case 'score-below':
    case 'box-lost':
      return 0;
  }
}

/** Ends by itself when its condition does; a pattern of presses stays until somebody has looked at it. */
export function endsByItself(condition: TimedCondition): boolean {
  return ['silent', 'offline', 'box-lost'].includes(condition.kind);
}

/**
 * When somebody pressed at a touchpoint at the latest, as far as the hub can know; null where no terminal of it can be
 * heard now: that is another rule's to tell of, and presses may be on their way.
 */
function lastSign(
  terminals: readonly KnownTerminal[],
  lastHourMs: number | null,
  nowMs: number,
): number | null {
  const heard = terminals.flatMap((terminal) =>
    terminal.heartbeat !== null &&
    terminal.heartbeatAtMs !== null &&
    nowMs - terminal.heartbeatAtMs <= HEARD_WITHIN_MS
      ? [{ ...terminal.heartbeat, heardAtMs: terminal.heartbeatAtMs, at: terminal.heartbeat.at }]
      : [],
  );
  if (heard.length === 0) {
    return null;
  }
  const told = heard.map(lastPressMs);
  // A terminal that was started anew has forgotten: then any moment of the last counted hour may have been it.
  const counted =
    lastHourMs === null
      ? 0
      : told.includes(null)
        ? Math.min(lastHourMs + HOUR_MS, nowMs)
        : lastHourMs;
  return Math.max(counted, ...told.map((atMs) => atMs ?? 0));
}

function ofTouchpoint(
  { touchpointId, locationId }: KnownTouchpoint,
  measured: Holding['measured'],
  mayRaise: boolean,
): Holding {
  return {
    subjectId: touchpointId,
    touchpointId,
    locationId,
    terminalId: null,
    measured,
    mayRaise,
  };
}

function ofTerminal(
  { terminalId, touchpointId, locationId }: KnownTerminal,
  measured: Holding['measured'],
  mayRaise: boolean,
): Holding {
  return { subjectId: terminalId, touchpointId, locationId, terminalId, measured, mayRaise };
}

async function countNegatives(
  transaction: AppTransaction,
  afterMs: number,
  nowMs: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ touchpoint_id: string; presses: number }>`
    select touchpoint_id, count(*) as presses from events
    where type = 'pressed' and rating = 'negative' and not repeat
      and occurred_ms > ${afterMs}::bigint and occurred_ms <= ${nowMs}::bigint
      and received_ms - occurred_ms <= ${LIVE_WITHIN_MS}::bigint and touchpoint_id is not null
    group by touchpoint_id
  `.execute(transaction);
  return new Map(rows.map((row) => [row.touchpoint_id, row.presses]));
}

/** A positive press is 100, a neutral one 50, a negative one 0. */
async function readScores(
  transaction: AppTransaction,
  afterMs: number,
): Promise<ReadonlyMap<string, { presses: number; score: number }>> {
  const { rows } = await sql<{ subject_id: string; presses: number; score: number }>`
    select subject_id, sum(positive + neutral + negative)::bigint as presses,
      100.0::float8 * sum(positive + neutral * 0.5) / sum(positive + neutral + negative) as score
    from hourly_rollups
    where hour >= 0 and day >= date '1970-01-01' + (${afterMs}::bigint / 86400000)::int
      and (day - date '1970-01-01') * 24 + hour >= ${afterMs}::bigint / 3600000
    group by subject_id having sum(positive + neutral + negative) > 0
  `.execute(transaction);
  return new Map(rows.map(({ subject_id, presses, score }) => [subject_id, { presses, score }]));
}

/** The hour of the last press at each touchpoint, in milliseconds since 1970. */
async function readLastHours(transaction: AppTransaction): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ touchpoint_id: string; at_ms: number }>`
    select t.touchpoint_id, ((r.day - date '1970-01-01') * 24 + greatest(r.hour, 0))::bigint * 3600000 as at_ms
    from touchpoints t cross join lateral (
      select day, hour from hourly_rollups where subject_id = t.touchpoint_id order by day desc, hour desc limit 1
    ) as r
  `.execute(transaction);
  return new Map(rows.map((row) => [row.touchpoint_id, row.at_ms]));
}
