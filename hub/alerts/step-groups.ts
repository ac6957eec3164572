import type { PressRule } from '../rules/press-rules.ts';
import { laterOf, type AlertingPress, type OpenGroup, type PlannedGroup } from './alert-groups.ts';
import { openAlert, transition, type AlertStep } from './alert-machine.ts';
import type { HelpMark } from './merge-causes.ts';
import type { KnownAlert } from './place-presses.ts';
import { soonestTerms } from './soonest-terms.ts';

export type RulesOfPresses = {
  readonly ruleOf: (pressId: string) => PressRule | null;
  readonly heardBy: (pressId: string) => PressRule | null;
};

/** What presses and cries for help make of one alert. */
export type GroupStep = OpenGroup & {
  /** Null where it was there before. */
  readonly openedBy: (AlertingPress & { readonly rule: PressRule }) | null;
  /** By which a cry for help is heard where that has another policy than the alert had: both are the alert's from now on. */
  readonly movedTo: PressRule | null;
  /** That it holds from now on. */
  readonly pressIds: readonly string[];
  readonly helpAskedAtMs: number | null;
  readonly step: Extract<AlertStep, { outcome: 'done' }>;
};

/**
 * Takes the alerts that gained presses, and those whose visitors ask for help, through their machine.
 *
 * @param ruleOf by which a press that opens an alert does so.
 * @param heardBy the rule for help by which the cry after a press is heard; null: by none, or it came late.
 * @param marks of help that was asked for after presses that an alert holds already, by the alert.
 * @param known those that are there; of all that are named.
 * @param nowMs hub time.
 */
export function stepGroups(
  groups: readonly PlannedGroup[],
  { ruleOf, heardBy }: RulesOfPresses,
  marks: ReadonlyMap<string, HelpMark>,
  known: ReadonlyMap<string, KnownAlert>,
  nowMs: number,
): GroupStep[] {
  const grouped = new Set(groups.map(({ alertId }) => alertId));
  const heardOf = (pressIds: readonly string[]): PressRule | null =>
    pressIds.map(heardBy).findLast((rule) => rule !== null) ?? null;
  const onlyMarked = [...marks].flatMap(([alertId, { helpAskedAtMs, pressIds }]): GroupStep[] => {
    const alert = known.get(alertId);
    return grouped.has(alertId) || alert === undefined
      ? []
      : [joined(alert, { ...alert, pressIds: [], helpAskedAtMs }, heardOf(pressIds), nowMs)];
  });
  return [
    ...groups.map((group) => {
      const mark = marks.get(group.alertId);
      const helpAskedAtMs = laterOf(group.helpAskedAtMs, mark?.helpAskedAtMs ?? null);
      const heard = heardOf([...group.pressIds, ...(mark?.pressIds ?? [])]);
      const alert = known.get(group.alertId);
      return alert === undefined
        ? opened(group, heard ?? ruleOf(group.openedBy?.pressId ?? ''), nowMs)
        : joined(alert, { ...group, helpAskedAtMs }, heard, nowMs);
    }),
    ...onlyMarked,
  ];
}

function opened(group: PlannedGroup, rule: PressRule | null, nowMs: number): GroupStep {
  const { openedBy, pressIds, helpAskedAtMs, kind } = group;
  if (openedBy === null || rule === null) {
    throw new Error('An alert is opened by a press, and that by a rule.');
  }
  const how = { presses: pressIds.length, helpAsked: helpAskedAtMs !== null };
  const step = openAlert(how, soonestTerms(kind), nowMs);
  return { ...group, openedBy: { ...openedBy, rule }, movedTo: null, step };
}

function joined(
  { status, dueAtMs, policyId }: KnownAlert,
  group: OpenGroup & Pick<GroupStep, 'pressIds' | 'helpAskedAtMs'>,
  heardBy: PressRule | null,
  nowMs: number,
): GroupStep {
  const terms = soonestTerms(group.kind);
  const presses = group.pressIds.length;
  const grown = transition(status, { kind: 'pressed', presses }, terms, nowMs);
  // One whose policy is gone would tell nobody.
  const movedTo =
    heardBy !== null && heardBy.policyVersion !== null && heardBy.policyId !== policyId
      ? heardBy
      : null;
  const heard = heardBy === null ? 'by-nobody' : movedTo === null ? 'by-its-policy' : 'by-another';
  const asked = transition(status, { kind: 'help-asked', heard }, terms, nowMs);
  const unchanged = { outcome: 'done' as const, status, entries: [], notices: [], dueAtMs };
  // More presses change nothing about when it is due, and by its own policy that is known.
  const byPresses = presses > 0 && grown.outcome === 'done' ? { ...grown, dueAtMs } : unchanged;
  const step =
    group.helpAskedAtMs !== null && asked.outcome === 'done'
      ? {
          ...asked,
          entries: [...byPresses.entries, ...asked.entries],
          dueAtMs: heardBy === null ? dueAtMs : asked.dueAtMs,
        }
      : byPresses;
  return { ...group, openedBy: null, movedTo, step };
}
