import { sql } from 'kysely';
import type { AppTransaction } from '../database/database.ts';
import { send } from '../database/pipeline.ts';
import { readHours, type HoursOf } from '../places/location-hours.ts';
import { ensureDefaultRules } from '../rules/default-rules.ts';
import { readPressRules, type PressRule, type PressRules } from '../rules/press-rules.ts';
import { groupPresses, type AlertingPress } from './alert-groups.ts';
import { chooseRule } from './choose-rule.ts';
import { markContactsLeft } from './contact-left.ts';
import { mergingCalls } from './in-store-signs.ts';
import { mergeCauses, placeHeld, type CauseToRaise } from './merge-causes.ts';
import { placePresses } from './place-presses.ts';
import { savingGroups } from './save-groups.ts';
import { stepGroups } from './step-groups.ts';
import type { AlertWork } from './tell-notices.ts';

export type RaisedAlerts = { readonly opened: { live: number; late: number } };

const NOTHING_RAISED: RaisedAlerts = { opened: { live: 0, late: 0 } };

/**
 * Puts presses into alerts by the rules in force where they were made, marks those whose visitors ask for help, and adds
 * the jobs that find out who is to hear of it, in a number of statements that does not depend on theirs. Batches that
 * alert at the same touchpoint wait for each other, so that they cannot both open its first group.
 *
 * @param at whose press it is; without a terminal its touchpoint is the organization's, and it never joins an alert of
 *   presses at a terminal: those are somebody's who stands there.
 * @param expectUnheld no alert should hold any of the presses yet, as hardly ever one does: quicker by not asking, and
 *   a unique violation when one does after all. Where somebody asks for help it is asked all the same.
 */
export async function raiseAlerts(
  transaction: AppTransaction,
  at: { organizationId: string; terminalId: string | null },
  causes: readonly CauseToRaise[],
  work: AlertWork,
  expectUnheld: boolean,
): Promise<RaisedAlerts> {
  if (causes.length === 0) {
    return NOTHING_RAISED;
  }
  const mayBeHeld = !expectUnheld || causes.some(({ cause }) => cause === 'help');
  const touchpointOf = await findTouchpoints(transaction, at.terminalId, causes);
  const presses = mergeCauses(causes, touchpointOf);
  const [placed, rules] = await Promise.all([
    placePresses(transaction, at, presses, mayBeHeld),
    readRules(transaction, work, presses),
  ]);
  const hoursOf = await readHoursThatCount(transaction, placed.alerting, rules, work.nowMs);
  const { joining, marks } = placeHeld(placed.alerting, placed.held);
  const chosen = new Map(
    placed.alerting.map((press) => [press.pressId, chooseRule(press, rules, hoursOf)] as const),
  );
  const ruleOf = (pressId: string): PressRule | null => chosen.get(pressId) ?? null;
  const live = new Set(
    placed.alerting.flatMap(({ kind, pressId, helpAskedAtMs }) =>
      kind === 'live' && helpAskedAtMs !== null ? [pressId] : [],
    ),
  );
  const heardBy = (pressId: string): PressRule | null => {
    const rule = live.has(pressId) ? ruleOf(pressId) : null;
    return rule?.condition === 'help-asked' ? rule : null;
  };
  const groups = stepGroups(
    groupPresses(
      joining.filter(({ pressId }) => ruleOf(pressId) !== null),
      placed.open,
      work.newId,
    ),
    { ruleOf, heardBy },
    marks,
    new Map([...placed.holders, ...placed.open].map((alert) => [alert.alertId, alert])),
    work.nowMs,
  );
  if (groups.length === 0) {
    return NOTHING_RAISED;
  }
  const pressIds = groups.flatMap((group) => group.pressIds);
  await send(transaction, savingGroups(at, groups, mayBeHeld, work.nowMs));
  await send(transaction, markContactsLeft(at.organizationId, pressIds));
  await send(transaction, mergingCalls(at.organizationId, pressIds));
  await work.jobs.add(
    transaction,
    'alert',
    groups.flatMap(({ alertId, step }) =>
      step.notices.map(({ reason }) => ({
        organizationId: at.organizationId,
        alertId,
        reason: reason === 'opened' ? reason : ('help-asked' as const),
        atMs: work.nowMs,
        sinceMs: step.status.levelSinceMs,
      })),
    ),
  );
  const opened = groups.filter(({ openedBy }) => openedBy !== null);
  return {
    opened: {
      live: opened.filter((group) => group.kind === 'live').length,
      late: opened.filter((group) => group.kind === 'late').length,
    },
  };
}

/** An organization of before there were rules gets the usual ones. */
async function readRules(
  transaction: AppTransaction,
  { organizationId, nowMs, newId }: AlertWork,
  presses: readonly Pick<AlertingPress, 'touchpointId'>[],
): Promise<PressRules> {
  const touchpointIds = presses.map(({ touchpointId }) => touchpointId);
  const rules = await readPressRules(transaction, touchpointIds);
  if (rules.areSet) {
    return rules;
  }
  await ensureDefaultRules(transaction, organizationId, { nowMs, newId });
  return readPressRules(transaction, touchpointIds);
}

/** Asked for only where a rule holds in opening hours. */
async function readHoursThatCount(
  transaction: AppTransaction,
  presses: readonly AlertingPress[],
  { rules, placeOf }: PressRules,
  nowMs: number,
): Promise<HoursOf> {
  if (rules.every(({ scope }) => scope.hours === 'always')) {
    return () => null;
  }
  const locationIds = presses.map(({ touchpointId }) => placeOf(touchpointId).locationIds[0]);
  return readHours(
    transaction,
    locationIds.map((id) => id ?? null),
    nowMs,
  );
}

/** Where a visitor pressed who asks for help; where the press has not come yet, where the terminal stands. */
async function findTouchpoints(
  transaction: AppTransaction,
  terminalId: string | null,
  causes: readonly CauseToRaise[],
): Promise<(pressId: string) => string | null> {
  const pressIds = causes.flatMap(({ cause, pressId }) => (cause === 'help' ? [pressId] : []));
  if (pressIds.length === 0) {
    return () => null;
  }
  const { rows } = await sql<{ press_id: string; touchpoint_id: string | null }>`
    select n.press_id, case when e.id is null then t.touchpoint_id else e.touchpoint_id end as touchpoint_id
    from unnest(${pressIds}::uuid[]) as n(press_id)
    join terminals t on t.terminal_id = ${terminalId}::uuid
    left join events e on e.id = n.press_id and e.type = 'pressed'
  `.execute(transaction);
  const touchpoints = new Map(rows.map((row) => [row.press_id, row.touchpoint_id]));
  return (pressId) => touchpoints.get(pressId) ?? null;
}
