/**
 * The alert inside the store.
 *
 * Each live red press, and each wish that somebody comes:
 *
 *   heard ──▶ waiting ──the hub took it───────────────────────────▶ forgotten
 *                │ ├────staff are coming · older than 120 s────────▶ forgotten
 *                └─┴────its time is over──▶ alerted: posted once, and lamp and buzzer call for it
 *
 * Lamp and buzzer (`store-call.ts`) call for all of them together. An alert is recorded per press and channel, once, when
 * a box took the command or the store's own system answered, however late that is.
 */
import { STAFF_CALL_MS } from '../../contract/flow-steps.ts';
import type { EventId } from '../../contract/identifiers.ts';
import type { BoxSignal } from '../../hardware/button-source.ts';
import type { Call } from './store-call.ts';
import { callDueAtMs, END_OF_CALL, goOnCalling, raiseAlarm, raiseWish } from './store-call.ts';
import type { StoreChannel, StorePress } from './store-press.ts';

/** After this nobody is paged any more, here as at the hub. */
export const LATE_AFTER_MS = 120_000;
/** Presses whose visitors may still ask for somebody, and ids that the hub took. */
const REMEMBERED = 50;
/** Of the presses that were alerted; a person presses as many in minutes. */
const ALERTED_REMEMBERED = 200;

type Waiting = {
  /** The event that the hub has to take: the press, or the wish. */
  readonly awaits: EventId;
  readonly madeAtMs: number;
  readonly dueAtMs: number;
  readonly press: StorePress;
  /** What an earlier run of this program recorded of it. */
  readonly recorded: readonly StoreChannel[];
};

type Alerted = {
  readonly pressId: EventId;
  readonly recorded: readonly StoreChannel[];
  /** Lamp and buzzer stand for it. */
  readonly called: boolean;
};

/** Times on the monotonic clock, in milliseconds. */
export type InStoreAlertState = {
  /** The newest live presses. */
  readonly recent: readonly StorePress[];
  /** The newest events that the hub took. */
  readonly taken: readonly EventId[];
  readonly waiting: readonly Waiting[];
  readonly alerted: readonly Alerted[];
  /** Null while nobody is called. */
  readonly call: Call | null;
};

export const NOTHING_ALERTED: InStoreAlertState = {
  recent: [],
  taken: [],
  waiting: [],
  alerted: [],
  call: null,
};

/** An event that the hub has not confirmed, found in the journal after a restart. */
export type UnsentAlert = Omit<Waiting, 'dueAtMs'>;

export type InStoreAlertEvent =
  /** Live, and no repeat; whatever its rating. */
  | { readonly type: 'pressed'; readonly press: StorePress; readonly afterMs: number }
  | {
      readonly type: 'wished';
      readonly id: EventId;
      readonly pressId: EventId;
      readonly afterMs: number;
    }
  /** The program was started again; the time counts anew. */
  | {
      readonly type: 'resumed';
      readonly unsent: readonly UnsentAlert[];
      readonly afterMs: number;
    }
  | { readonly type: 'hub-took'; readonly ids: readonly EventId[] }
  /** A box took the command. */
  | { readonly type: 'signalled'; readonly channel: 'lamp' | 'buzzer' }
  /** The store's own system answered that it has it. */
  | { readonly type: 'posted'; readonly pressId: EventId }
  /**
   * `staff`: somebody is at the terminal, or on the way, for everybody who waits here. `hub`: somebody took on what was
   * called for.
   */
  | { readonly type: 'acknowledged'; readonly by: 'staff' | 'hub' }
  | { readonly type: 'due' };

export type InStoreAlertEffect =
  | { readonly kind: 'signal'; readonly signal: Exclude<BoxSignal, { kind: 'lamp' }> }
  | { readonly kind: 'post'; readonly press: StorePress }
  | { readonly kind: 'record'; readonly pressId: EventId; readonly channel: StoreChannel };

export type InStoreAlertStep = {
  readonly state: InStoreAlertState;
  readonly effects: readonly InStoreAlertEffect[];
};

export function transition(
  state: InStoreAlertState,
  event: InStoreAlertEvent,
  nowMs: number,
): InStoreAlertStep {
  switch (event.type) {
    case 'pressed': {
      const { press, afterMs } = event;
      const heard = { ...state, recent: newest(state.recent, [press], REMEMBERED) };
      return stay(
        press.rating === 'negative'
          ? wait(heard, [waitingFor(press, press.id, press.at.monotonicMs, afterMs)])
          : heard,
      );
    }
    case 'wished':
      return wish(state, event, nowMs);
    case 'resumed': {
      const { unsent, afterMs } = event;
      const own = unsent.filter(({ awaits }) => !state.taken.includes(awaits));
      return stay(
        wait(
          state,
          own.map((each) => ({ ...each, dueAtMs: nowMs + afterMs })),
        ),
      );
    }
    case 'hub-took':
      return stay({
        ...state,
        taken: newest(state.taken, event.ids, REMEMBERED),
        waiting: state.waiting.filter(({ awaits }) => !event.ids.includes(awaits)),
      });
    case 'signalled':
      return record(state, event.channel, ({ called }) => called);
    case 'posted':
      return record(state, 'lan-webhook', ({ pressId }) => pressId === event.pressId);
    case 'acknowledged':
      return endCall(event.by === 'staff' ? { ...state, waiting: [] } : state);
    case 'due':
      return alertDue(goOn(state, nowMs), nowMs);
  }
}

/** When `due` is next; null while nothing is. */
export function dueAtMs({ waiting, call }: InStoreAlertState): number | null {
  const due = waiting.map((each) => each.dueAtMs);
  const all = call === null ? due : [...due, callDueAtMs(call)];
  return all.length === 0 ? null : Math.min(...all);
}

/** The newest press for which somebody is called because the hub had not taken it; null when there is none. */
export function calledFor({ alerted }: InStoreAlertState): EventId | null {
  return alerted.findLast(({ called }) => called)?.pressId ?? null;
}

/** Calls at once, whether or not the hub hears of it; and more should it not. */
function wish(
  state: InStoreAlertState,
  { id, pressId, afterMs }: Extract<InStoreAlertEvent, { type: 'wished' }>,
  nowMs: number,
): InStoreAlertStep {
  const { call, signals } = raiseWish(state.call, nowMs, STAFF_CALL_MS);
  const press = state.recent.find((each) => each.id === pressId);
  const asked = press === undefined ? null : { ...press, helpAsked: true };
  const waiting = state.waiting.map((each) =>
    each.press.id === pressId ? { ...each, press: { ...each.press, helpAsked: true } } : each,
  );
  const called = { ...state, call, waiting };
  return {
    state: asked === null ? called : wait(called, [waitingFor(asked, id, nowMs, afterMs)]),
    effects: signals.map(toSignal),
  };
}

/** Lights, sounds and ends what time alone brings about. */
function goOn(state: InStoreAlertState, nowMs: number): InStoreAlertStep {
  if (state.call === null) {
    return stay(state);
  }
  const { call, signals } = goOnCalling(state.call, nowMs);
  return call === null
    ? endCall(state)
    : { state: { ...state, call }, effects: signals.map(toSignal) };
}

function alertDue({ state, effects }: InStoreAlertStep, nowMs: number): InStoreAlertStep {
  const due = state.waiting.filter((each) => each.dueAtMs <= nowMs);
  const live = due.filter(({ madeAtMs }) => nowMs - madeAtMs <= LATE_AFTER_MS);
  const rest = { ...state, waiting: state.waiting.filter((each) => each.dueAtMs > nowMs) };
  if (live.length === 0) {
    return { state: rest, effects };
  }
  const { call, signals } = raiseAlarm(state.call, nowMs);
  const posts: InStoreAlertEffect[] = [];
  let { alerted } = state;
  for (const { press, recorded } of live) {
    const before = alerted.find(({ pressId }) => pressId === press.id);
    alerted = alerted.filter((each) => each !== before);
    alerted = newest(
      alerted,
      [{ pressId: press.id, recorded: before?.recorded ?? recorded, called: true }],
      ALERTED_REMEMBERED,
    );
    if (before === undefined && !recorded.includes('lan-webhook')) {
      posts.push({ kind: 'post', press });
    }
  }
  return {
    state: { ...rest, alerted, call },
    effects: [...effects, ...posts, ...signals.map(toSignal)],
  };
}

function endCall(state: InStoreAlertState): InStoreAlertStep {
  const alerted = state.alerted.map((each) => ({ ...each, called: false }));
  return {
    state: { ...state, alerted, call: null },
    effects: state.call === null ? [] : END_OF_CALL.map(toSignal),
  };
}

/** Once per press and channel. */
function record(
  state: InStoreAlertState,
  channel: StoreChannel,
  isMeant: (alerted: Alerted) => boolean,
): InStoreAlertStep {
  const isNew = (each: Alerted): boolean => isMeant(each) && !each.recorded.includes(channel);
  return {
    state: {
      ...state,
      alerted: state.alerted.map((each) =>
        isNew(each) ? { ...each, recorded: [...each.recorded, channel] } : each,
      ),
    },
    effects: state.alerted
      .filter(isNew)
      .map(({ pressId }) => ({ kind: 'record', pressId, channel })),
  };
}

function waitingFor(
  press: StorePress,
  awaits: EventId,
  madeAtMs: number,
  afterMs: number,
): Waiting {
  return { awaits, madeAtMs, dueAtMs: madeAtMs + afterMs, press, recorded: [] };
}

function wait(state: InStoreAlertState, more: readonly Waiting[]): InStoreAlertState {
  return { ...state, waiting: [...state.waiting, ...more] };
}

function newest<Item>(
  items: readonly Item[],
  more: readonly Item[],
  most: number,
): readonly Item[] {
  return [...items, ...more].slice(-most);
}

function toSignal(signal: Exclude<BoxSignal, { kind: 'lamp' }>): InStoreAlertEffect {
  return { kind: 'signal', signal };
}

function stay(state: InStoreAlertState): InStoreAlertStep {
  return { state, effects: [] };
}
