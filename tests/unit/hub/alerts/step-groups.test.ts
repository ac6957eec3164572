import { describe, expect, it } from 'vitest';
import type { AlertingPress, PlannedGroup } from '../../../../hub/alerts/alert-groups.ts';
import type { HelpMark } from '../../../../hub/alerts/merge-causes.ts';
import type { KnownAlert } from '../../../../hub/alerts/place-presses.ts';
import { stepGroups } from '../../../../hub/alerts/step-groups.ts';
import type { PressRule } from '../../../../hub/rules/press-rules.ts';

const MINUTE_MS = 60_000;
const NOW_MS = 100 * MINUTE_MS;
const ANNA = { name: 'Anna', userId: null };

const RULE: PressRule = {
  id: 'rule',
  version: 1,
  condition: 'each-negative',
  scope: { locationIds: [], touchpointIds: [], hours: 'always' },
  policyId: 'policy',
  policyVersion: 1,
};

const PRESS: AlertingPress = {
  pressId: 'press',
  cause: 'negative',
  kind: 'live',
  subjectId: 'desk',
  touchpointId: 'desk',
  atMs: NOW_MS,
  helpAskedAtMs: null,
};

const KNOWN: KnownAlert = {
  alertId: 'alert',
  kind: 'live',
  subjectId: 'desk',
  lateDay: null,
  openedAtMs: 0,
  lastPressAtMs: 0,
  status: { state: 'open', level: 0, levelSinceMs: 0, remindedAtMs: 0 },
  dueAtMs: 7 * MINUTE_MS,
  policyId: 'policy',
};

const CRY: ReadonlyMap<string, HelpMark> = new Map([
  ['alert', { helpAskedAtMs: 5, pressIds: ['press'] }],
]);

const group = (change: Partial<PlannedGroup> = {}): PlannedGroup => ({
  alertId: 'alert',
  kind: 'live',
  subjectId: 'desk',
  lateDay: null,
  openedAtMs: 0,
  lastPressAtMs: NOW_MS,
  openedBy: null,
  pressIds: ['press'],
  helpAskedAtMs: null,
  ...change,
});

function stepped(
  groups: readonly PlannedGroup[],
  known: readonly KnownAlert[],
  marks: ReadonlyMap<string, HelpMark> = new Map(),
  heardBy: PressRule | null = RULE,
) {
  return stepGroups(
    groups,
    { ruleOf: () => RULE, heardBy: () => heardBy },
    marks,
    new Map(known.map((alert) => [alert.alertId, alert])),
    NOW_MS,
  ).map(({ step, ...rest }) => ({
    presses: rest.pressIds.length,
    help: rest.helpAskedAtMs,
    rule: (rest.openedBy?.rule ?? rest.movedTo)?.id ?? null,
    state: step.status.state,
    entries: step.entries.map(({ what }) => what.kind),
    notices: step.notices.map(({ reason }) => reason),
    dueAtMs: step.dueAtMs,
  }));
}

describe('stepGroups', () => {
  it('opens an alert by the rule of its first press, due no later than any policy has it', () => {
    expect(stepped([group({ openedBy: PRESS })], [])).toEqual([
      {
        presses: 1,
        help: null,
        rule: 'rule',
        state: 'open',
        entries: ['opened'],
        notices: ['opened'],
        dueAtMs: NOW_MS + MINUTE_MS,
      },
    ]);
  });

  it('lets more presses join without telling of them, or changing when it is due', () => {
    expect(stepped([group()], [KNOWN])).toMatchObject([
      { entries: ['pressed'], notices: [], dueAtMs: KNOWN.dueAtMs },
    ]);
  });

  it('tells of a cry for help among them, or of one after a press it holds already', () => {
    const joined = { entries: ['pressed', 'help-asked'], notices: ['help-asked'] };
    expect(stepped([group({ helpAskedAtMs: 5 })], [KNOWN])).toMatchObject([joined]);
    expect(stepped([group()], [KNOWN], CRY)).toMatchObject([joined]);
    expect(stepped([], [KNOWN], CRY)).toMatchObject([
      { presses: 0, help: 5, entries: ['help-asked'], notices: ['help-asked'] },
    ]);
  });

  it('wakes a snoozed alert for a cry, and for nothing else', () => {
    const { status } = KNOWN;
    const snoozed: KnownAlert = {
      ...KNOWN,
      status: { ...status, state: 'snoozed', untilMs: 2 * NOW_MS, by: ANNA },
    };
    expect(stepped([group()], [snoozed])).toMatchObject([{ state: 'snoozed' }]);
    expect(stepped([], [snoozed], CRY)).toMatchObject([
      { state: 'open', entries: ['help-asked', 'woken'] },
    ]);
  });

  it('moves an alert to the policy of the rule by which a cry is heard, from its first level on', () => {
    const { status } = KNOWN;
    const escalated: KnownAlert = { ...KNOWN, status: { ...status, state: 'escalated', level: 2 } };
    const guards = { ...RULE, id: 'help', policyId: 'guards' };
    const [moved] = stepped([], [escalated], CRY, guards);
    expect(moved).toMatchObject({ rule: 'help', state: 'open', notices: ['help-asked'] });
    const [joins] = stepped([group({ helpAskedAtMs: 5 })], [KNOWN], new Map(), guards);
    expect(joins).toMatchObject({ rule: 'help', entries: ['pressed', 'help-asked'] });
    expect(stepped([], [escalated], CRY)).toMatchObject([{ rule: null, state: 'escalated' }]);
  });

  it('tells nobody of a cry that no rule hears, or that came late', () => {
    expect(stepped([], [KNOWN], CRY, null)).toMatchObject([
      { help: 5, entries: ['help-asked'], notices: [], dueAtMs: KNOWN.dueAtMs },
    ]);
  });

  it('adds to a late alert that is over, and leaves it so', () => {
    const over: KnownAlert = {
      ...KNOWN,
      kind: 'late',
      lateDay: '2026-11-22',
      status: {
        ...KNOWN.status,
        state: 'resolved',
        acknowledged: null,
        resolved: { atMs: 1, by: ANNA },
      },
      dueAtMs: null,
    };
    const late = group({ kind: 'late', lateDay: '2026-11-22', helpAskedAtMs: 5 });
    expect(stepped([late], [over])).toMatchObject([
      { state: 'resolved', entries: ['pressed'], notices: [], dueAtMs: null },
    ]);
  });
});
