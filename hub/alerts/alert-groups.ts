/** A press joins its group when it comes within this of the group's last one. */
export const JOIN_WITHIN_MS = 10 * 60_000;

export type AlertingPress = {
  readonly pressId: string;
  /** `help`: it was not negative, or nobody told of it yet; its visitor asked for help. */
  readonly cause: 'negative' | 'help';
  readonly kind: 'live' | 'late';
  /** The touchpoint, or the terminal when it has none; what comes by a touchpoint's links has a subject of its own. */
  readonly subjectId: string;
  readonly touchpointId: string | null;
  /** On the hub's clock. */
  readonly atMs: number;
  /** When its visitor asked that somebody comes, on the hub's clock. */
  readonly helpAskedAtMs: number | null;
};

/** A group that may still be joined: a live one that nobody acknowledged or snoozed, or a late one of any state. */
export type OpenGroup = {
  readonly alertId: string;
  readonly kind: 'live' | 'late';
  readonly subjectId: string;
  readonly lateDay: string | null;
  readonly openedAtMs: number;
  readonly lastPressAtMs: number;
};

export type PlannedGroup = OpenGroup & {
  /** The press that opens it; null where it was open before. */
  readonly openedBy: AlertingPress | null;
  /** The presses that join it now. */
  readonly pressIds: readonly string[];
  /** The last time that one of their visitors asked for help. */
  readonly helpAskedAtMs: number | null;
};

/**
 * Which alert each press belongs to. The first live press of a subject opens a group and those within
 * {@link JOIN_WITHIN_MS} of its last press join it; late presses join the one late group of their subject and UTC day.
 *
 * @returns only groups that gained a press.
 */
export function groupPresses(
  presses: readonly AlertingPress[],
  open: readonly OpenGroup[],
  newId: () => string,
): PlannedGroup[] {
  const groups: PlannedGroup[] = open.map((group) => ({
    ...group,
    openedBy: null,
    pressIds: [],
    helpAskedAtMs: null,
  }));
  for (const press of presses.toSorted((a, b) => a.atMs - b.atMs)) {
    const found = groups.findIndex((group) => joins(press, group));
    const group = groups[found];
    if (group === undefined) {
      groups.push(openGroup(press, newId()));
    } else {
      groups[found] = {
        ...group,
        openedAtMs: Math.min(group.openedAtMs, press.atMs),
        lastPressAtMs: Math.max(group.lastPressAtMs, press.atMs),
        pressIds: [...group.pressIds, press.pressId],
        helpAskedAtMs: laterOf(group.helpAskedAtMs, press.helpAskedAtMs),
      };
    }
  }
  return groups.filter((group) => group.pressIds.length > 0);
}

/** The UTC day a late press counts to, YYYY-MM-DD. */
export function lateDayOf(atMs: number): string {
  const iso = new Date(atMs).toISOString();
  return iso.slice(0, iso.indexOf('T'));
}

export function laterOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function joins(press: AlertingPress, group: OpenGroup): boolean {
  if (group.kind !== press.kind || group.subjectId !== press.subjectId) {
    return false;
  }
  return press.kind === 'late'
    ? group.lateDay === lateDayOf(press.atMs)
    : press.atMs - group.lastPressAtMs <= JOIN_WITHIN_MS &&
        group.openedAtMs - press.atMs <= JOIN_WITHIN_MS;
}

function openGroup(press: AlertingPress, alertId: string): PlannedGroup {
  return {
    alertId,
    kind: press.kind,
    subjectId: press.subjectId,
    lateDay: press.kind === 'late' ? lateDayOf(press.atMs) : null,
    openedAtMs: press.atMs,
    lastPressAtMs: press.atMs,
    openedBy: press,
    pressIds: [press.pressId],
    helpAskedAtMs: press.helpAskedAtMs,
  };
}
