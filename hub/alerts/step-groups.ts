import type { PressRule } from '../rules/press-rules.ts';
import { laterOf, type AlertingPress, type OpenGroup, type PlannedGroup } from './alert-groups.ts';
import { openAlert, transition, type AlertStep } from './alert-machine.ts';
import type { KnownAlert } from './place-presses.ts';
import { soonestTerms } from './soonest-terms.ts';

/** What presses and cries for help make of one alert. */
export type GroupStep = OpenGroup & {
  /** Null where it was there before. */
  readonly openedBy: (AlertingPress & { readonly rule: PressRule }) | null;
  /** That it holds from now on. */
  readonly pressIds: readonly string[];
  readonly helpAskedAtMs: number | null;
  readonly step: Extract<AlertStep, { outcome: 'done' }>;
};

/**
 * Takes the alerts that gained presses, and those whose visitors ask for help, through their machine.
 *
 * @param ruleOf by which a press that opens an alert does so.
 * @param marks when help was asked for after a press that an alert holds already, by the alert.
 * @param known those that are there; of all that are named.
 * @param nowMs hub time.
 */
export function stepGroups(
  groups: readonly PlannedGroup[],
  ruleOf: (pressId: string) => PressRule | null,
  marks: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, KnownAlert>,
  nowMs: number,
): GroupStep[] {
  const grouped = new Set(groups.map(({ alertId }) => alertId));
  const onlyMarked = [...marks].flatMap(([alertId, helpAskedAtMs]): GroupStep[] => {
    const alert = known.get(alertId);
    return grouped.has(alertId) || alert === undefined
      ? []
      : [joined(alert, { ...alert, pressIds: [], helpAskedAtMs }, nowMs)];
  });
  return [
    ...groups.map((group) => {
      const helpAskedAtMs = laterOf(group.helpAskedAtMs, marks.get(group.alertId) ?? null);
      const alert = known.get(group.alertId);
      return alert === undefined
        ? opened(group, ruleOf, nowMs)
        : joined(alert, { ...group, helpAskedAtMs }, nowMs);
    }),
    ...onlyMarked,
  ];
}

function opened(
  group: PlannedGroup,
  ruleOf: (pressId: string) => PressRule | null,
  nowMs: number,
): GroupStep {
  const { openedBy, pressIds, helpAskedAtMs, kind } = group;
  const rule = openedBy === null ? null : ruleOf(openedBy.pressId);
  if (openedBy === null || rule === null) {
    throw new Error('An alert is opened by a press, and that by a rule.');
  }
  const how = { presses: pressIds.length, helpAsked: helpAskedAtMs !== null };
  const step = openAlert(how, soonestTerms(kind), nowMs);
  return { ...group, openedBy: { ...openedBy, rule }, step };
}

function joined(
  { status, dueAtMs }: KnownAlert,
  group: OpenGroup & Pick<GroupStep, 'pressIds' | 'helpAskedAtMs'>,
  nowMs: number,
): GroupStep {
  const terms = soonestTerms(group.kind);
  const presses = group.pressIds.length;
  const grown = transition(status, { kind: 'pressed', presses }, terms, nowMs);
  const asked = transition(status, { kind: 'help-asked' }, terms, nowMs);
  const unchanged = { outcome: 'done' as const, status, entries: [], notices: [], dueAtMs };
  // More presses change nothing about when it is due, and by its own policy that is known.
  const byPresses = presses > 0 && grown.outcome === 'done' ? { ...grown, dueAtMs } : unchanged;
  const step =
    group.helpAskedAtMs !== null && asked.outcome === 'done'
      ? { ...asked, entries: [...byPresses.entries, ...asked.entries] }
      : byPresses;
  return { ...group, openedBy: null, step };
}
