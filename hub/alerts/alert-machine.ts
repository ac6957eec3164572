import type { PolicyContent } from '../../contract/alert-rule.ts';
import type { AlertEntry } from '../../contract/protocol/alerts.ts';
import type { DeliveryReason } from '../../contract/protocol/channels.ts';

/**
 * An alert, from the first press to the end of it.
 *
 *              due: escalated                     acknowledged
 *        ┌──▶ open ───────────▶ escalated ─┐ ─────────────────────▶ acknowledged
 *        │     │ ▲               │ ▲    ▲  │ due: escalated ◀┐       │   ▲
 *        │     │ │               │ │    └──┘                 │       │   │
 *        │     │ └── handed back ──┴─────────────────────────────────┘   │
 *        │     │ ▲               │ ▲                                     │
 *        │     │ └── due: woken, help asked ──┐                          │
 *        │     └──── snoozed ────┴──────▶ snoozed ───── acknowledged ────┘
 *        │
 *        │ reopened            resolved, by somebody or by itself
 *        └──────── resolved ◀──────────────────────────────── every other
 *
 *   open, escalated ──due: reminded, begun anew──▶ the same
 *   every state ──pressed, commented──▶ the same; help asked in all but `resolved`
 *
 * A round begins as it is opened or reopened; within one its level only rises. Nobody is told anything of an alert that
 * somebody acknowledged, until something new happens. A late one tells nobody, and time alone escalates none.
 */
export type AlertStatus = Round &
  (
    | Waiting
    | { readonly state: 'snoozed'; readonly untilMs: number; readonly by: By }
    | { readonly state: 'acknowledged'; readonly acknowledged: Taken }
    | {
        readonly state: 'resolved';
        readonly acknowledged: Taken | null;
        readonly resolved: { readonly atMs: number; readonly by: By | null };
      }
  );

type Round = {
  /** The highest one that was told; 0 first. */
  readonly level: number;
  /** When that was, or when it began to wait anew. */
  readonly levelSinceMs: number;
  /** When all who had been told by then were told together the last time: reminders count from here. */
  readonly remindedAtMs: number;
};

/** Nobody takes care of it: `open` on level 0, `escalated` above. */
type Waiting = { readonly state: 'open' | 'escalated' };

export type By = {
  readonly name: string;
  /** Null: no account, such as a terminal. */
  readonly userId: string | null;
};

type Taken = { readonly atMs: number; readonly by: By };

export type AlertEvent =
  | { readonly kind: 'pressed'; readonly presses: number }
  /** `heard`: by the policy it has, by another one that it has from now on, or, late or by no rule, by nobody. */
  | { readonly kind: 'help-asked'; readonly heard: 'by-its-policy' | 'by-another' | 'by-nobody' }
  | { readonly kind: 'acknowledged'; readonly by: By }
  | { readonly kind: 'handed-back'; readonly by: By }
  | { readonly kind: 'snoozed'; readonly untilMs: number; readonly by: By }
  | { readonly kind: 'commented'; readonly text: string; readonly by: By }
  /** By null: what it was about ended by itself. */
  | { readonly kind: 'resolved'; readonly by: By | null }
  | { readonly kind: 'reopened'; readonly by: By }
  /** What it is about was over, and is so again. */
  | { readonly kind: 'begun-anew' }
  /** Time went by. */
  | { readonly kind: 'tick' };

/** By what an alert waits; the same for all its life. */
export type AlertTerms = {
  readonly kind: 'live' | 'late';
  /** Null: there is nobody to tell further, nor again. */
  readonly policy: Pick<PolicyContent, 'levels' | 'remindEveryMs'> | null;
  /** When a wait of `durationMs` is over that begins at `fromMs`; not before both together. */
  readonly waitedAtMs: (fromMs: number, durationMs: number) => number;
};

/** Somebody is to be told: whom the levels from `fromLevel` to `level` name. */
export type AlertNotice = {
  readonly reason: AlertNoticeReason;
  readonly fromLevel: number;
  readonly level: number;
};
export type AlertNoticeReason = Exclude<DeliveryReason, 'catch-up' | 'test'>;

/** A line of its history. */
export type NewEntry = { readonly what: AlertEntry['what']; readonly by: By | null };

export type AlertStep =
  | {
      readonly outcome: 'done';
      readonly status: AlertStatus;
      /** In the order in which they happened. */
      readonly entries: readonly NewEntry[];
      readonly notices: readonly AlertNotice[];
      /** When time alone changes it next; null: never. */
      readonly dueAtMs: number | null;
    }
  /** Its state does not allow that; nothing changes. */
  | { readonly outcome: 'refused' };

/** An alert that begins now. */
export function openAlert(
  how: { readonly presses: number; readonly helpAsked: boolean },
  terms: AlertTerms,
  nowMs: number,
): Extract<AlertStep, { outcome: 'done' }> {
  const entries: NewEntry[] = [{ what: { kind: 'opened' }, by: null }];
  if (how.presses > 1) {
    entries.push({ what: { kind: 'pressed', presses: how.presses - 1 }, by: null });
  }
  if (how.helpAsked) {
    entries.push({ what: { kind: 'help-asked' }, by: null });
  }
  return done(waiting(0, nowMs), terms, entries, { reason: 'opened', fromLevel: 0, level: 0 });
}

export function transition(
  status: AlertStatus,
  event: AlertEvent,
  terms: AlertTerms,
  nowMs: number,
): AlertStep {
  switch (event.kind) {
    case 'pressed':
      return done(status, terms, [{ what: { kind: 'pressed', presses: event.presses }, by: null }]);
    case 'commented':
      return done(status, terms, [{ what: { kind: 'commented', text: event.text }, by: event.by }]);
    case 'help-asked':
      return askHelp(status, event.heard, terms, nowMs);
    case 'acknowledged':
      return acknowledge(status, event.by, terms, nowMs);
    case 'handed-back':
      return status.state === 'acknowledged'
        ? waitAnew('reopened', status.level, terms, nowMs, {
            what: { kind: 'handed-back' },
            by: event.by,
          })
        : REFUSED;
    case 'snoozed': {
      if (status.state === 'acknowledged' || status.state === 'resolved') {
        return REFUSED;
      }
      const { untilMs, by } = event;
      const entry: NewEntry = { what: { kind: 'snoozed', untilMs }, by };
      return done({ ...roundOf(status), state: 'snoozed', untilMs, by }, terms, [entry]);
    }
    case 'resolved':
      return resolve(status, event.by, terms, nowMs);
    case 'reopened':
      return status.state === 'resolved'
        ? waitAnew('reopened', 0, terms, nowMs, { what: { kind: 'reopened' }, by: event.by })
        : REFUSED;
    case 'begun-anew':
      // Whoever snoozed it is left alone until it wakes.
      return status.state === 'open' || status.state === 'escalated'
        ? waitAnew('reopened', status.level, terms, nowMs, { what: { kind: 'reopened' }, by: null })
        : REFUSED;
    case 'tick':
      return tick(status, terms, nowMs);
  }
}

/** When time alone changes it next; null: never. */
export function dueAtMs(status: AlertStatus, terms: AlertTerms): number | null {
  if (status.state === 'snoozed') {
    return status.untilMs;
  }
  const times = [escalatesAtMs(status, terms), remindsAtMs(status, terms)];
  const known = times.filter((atMs) => atMs !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/**
 * Whom reminding for so many intervals does not move, a further one does not: it would only keep what is new from being
 * seen. By the clock, so that what waited overnight reminds once in the morning and no more.
 */
const REMINDERS = 3;

const REFUSED: AlertStep = { outcome: 'refused' };

/** Somebody is in need now, so it also wakes what is snoozed, and is told of what somebody took. */
function askHelp(
  status: AlertStatus,
  heard: Extract<AlertEvent, { kind: 'help-asked' }>['heard'],
  terms: AlertTerms,
  nowMs: number,
): AlertStep {
  const entries: NewEntry[] = [{ what: { kind: 'help-asked' }, by: null }];
  if (status.state === 'resolved') {
    return REFUSED;
  }
  if (heard === 'by-nobody') {
    return done(status, terms, entries);
  }
  // Another policy begins at its beginning.
  const round: Round = heard === 'by-another' ? waiting(0, nowMs) : status;
  const notice: AlertNotice = { reason: 'help-asked', fromLevel: 0, level: round.level };
  switch (status.state) {
    case 'open':
    case 'escalated': {
      const state = round.level === 0 ? 'open' : 'escalated';
      return done({ ...roundOf(round), state, remindedAtMs: nowMs }, terms, entries, notice);
    }
    case 'acknowledged':
      return done({ ...status, ...roundOf(round), remindedAtMs: nowMs }, terms, entries, notice);
    case 'snoozed':
      entries.push({ what: { kind: 'woken' }, by: null });
      return done(waiting(round.level, nowMs), terms, entries, notice);
  }
}

/** The first who does so stays the one. */
function acknowledge(status: AlertStatus, by: By, terms: AlertTerms, nowMs: number): AlertStep {
  switch (status.state) {
    case 'open':
    case 'escalated':
    case 'snoozed': {
      const acknowledged: Taken = { atMs: nowMs, by };
      return done({ ...roundOf(status), state: 'acknowledged', acknowledged }, terms, [
        { what: { kind: 'acknowledged' }, by },
      ]);
    }
    case 'acknowledged':
      return done(status, terms, []);
    case 'resolved':
      return REFUSED;
  }
}

/** The first who does so stays the one. */
function resolve(status: AlertStatus, by: By | null, terms: AlertTerms, nowMs: number): AlertStep {
  if (status.state === 'resolved') {
    return done(status, terms, []);
  }
  const acknowledged = status.state === 'acknowledged' ? status.acknowledged : null;
  const resolved = { atMs: nowMs, by };
  return done({ ...roundOf(status), state: 'resolved', acknowledged, resolved }, terms, [
    { what: { kind: 'resolved' }, by },
  ]);
}

/** At most one step, however long nobody looked: each level has its time to answer. */
function tick(status: AlertStatus, terms: AlertTerms, nowMs: number): AlertStep {
  if (status.state === 'snoozed') {
    return nowMs < status.untilMs
      ? done(status, terms, [])
      : waitAnew('woken', status.level, terms, nowMs, { what: { kind: 'woken' }, by: null });
  }
  const nextReminderMs = remindsAtMs(status, terms);
  const isReminderDue = isOver(nextReminderMs, nowMs);
  if (isOver(escalatesAtMs(status, terms), nowMs)) {
    const level = status.level + 1;
    const escalated: AlertStatus = {
      state: 'escalated',
      level,
      levelSinceMs: nowMs,
      // Where the level before had no reminder left, this one counts its own from here.
      remindedAtMs: isReminderDue || nextReminderMs === null ? nowMs : status.remindedAtMs,
    };
    // Nobody is told twice at once: a reminder that is due too goes along.
    const fromLevel = isReminderDue ? 0 : level;
    return done(escalated, terms, [{ what: { kind: 'escalated', level }, by: null }], {
      reason: 'escalated',
      fromLevel,
      level,
    });
  }
  return isReminderDue
    ? done({ ...status, remindedAtMs: nowMs }, terms, [{ what: { kind: 'reminded' }, by: null }], {
        reason: 'reminded',
        fromLevel: 0,
        level: status.level,
      })
    : done(status, terms, []);
}

function done(
  status: AlertStatus,
  terms: AlertTerms,
  entries: readonly NewEntry[],
  notice?: AlertNotice,
): Extract<AlertStep, { outcome: 'done' }> {
  return {
    outcome: 'done',
    status,
    entries,
    notices: notice === undefined || terms.kind === 'late' ? [] : [notice],
    dueAtMs: dueAtMs(status, terms),
  };
}

function escalatesAtMs(status: AlertStatus, terms: AlertTerms): number | null {
  const next = isWaiting(status, terms) ? terms.policy?.levels[status.level + 1] : undefined;
  return next === undefined ? null : terms.waitedAtMs(status.levelSinceMs, next.afterMs);
}

function remindsAtMs(status: AlertStatus, terms: AlertTerms): number | null {
  const everyMs = isWaiting(status, terms) ? terms.policy?.remindEveryMs : null;
  return everyMs === null ||
    everyMs === undefined ||
    status.remindedAtMs >= status.levelSinceMs + REMINDERS * everyMs
    ? null
    : terms.waitedAtMs(status.remindedAtMs, everyMs);
}

function isWaiting({ state }: AlertStatus, { kind }: AlertTerms): boolean {
  return kind === 'live' && (state === 'open' || state === 'escalated');
}

function isOver(atMs: number | null, nowMs: number): boolean {
  return atMs !== null && atMs <= nowMs;
}

/** Waits for somebody at a level that is told now. */
function waiting(level: number, nowMs: number): AlertStatus {
  const state = level === 0 ? 'open' : 'escalated';
  return { state, level, levelSinceMs: nowMs, remindedAtMs: nowMs };
}

/** From now on it waits at this level again, and everybody up to it hears so. */
function waitAnew(
  reason: 'reopened' | 'woken',
  level: number,
  terms: AlertTerms,
  nowMs: number,
  entry: NewEntry,
): AlertStep {
  return done(waiting(level, nowMs), terms, [entry], { reason, fromLevel: 0, level });
}

function roundOf({ level, levelSinceMs, remindedAtMs }: Round): Round {
  return { level, levelSinceMs, remindedAtMs };
}
