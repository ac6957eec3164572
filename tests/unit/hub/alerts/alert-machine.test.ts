import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueAtMs,
  openAlert,
  transition,
  type AlertEvent,
  type AlertStatus,
  type AlertStep,
  type AlertTerms,
} from '../../../../hub/alerts/alert-machine.ts';

const MINUTE_MS = 60_000;
const ANNA = { name: 'Anna', userId: '0195c0de-0000-7000-8000-0000000000a1' };
const BRAM = { name: 'Bram', userId: '0195c0de-0000-7000-8000-0000000000b2' };

const TERMS: AlertTerms = {
  kind: 'live',
  policy: {
    levels: [
      { afterMs: 0, people: [], channels: 'all' },
      { afterMs: 5 * MINUTE_MS, people: [], channels: 'all' },
      { afterMs: 10 * MINUTE_MS, people: [], channels: 'all' },
    ],
    remindEveryMs: null,
  },
  waitedAtMs: (fromMs, durationMs) => fromMs + durationMs,
};
const REMINDING: AlertTerms = {
  ...TERMS,
  policy: { levels: TERMS.policy?.levels ?? [], remindEveryMs: 4 * MINUTE_MS },
};
const LATE: AlertTerms = { ...TERMS, kind: 'late' };

type Done = Extract<AlertStep, { outcome: 'done' }>;

function must(step: AlertStep): Done {
  if (step.outcome !== 'done') {
    throw new Error('The machine refused what it should do.');
  }
  return step;
}

function opened(terms = TERMS): AlertStatus {
  return openAlert({ presses: 1, helpAsked: false }, terms, 0).status;
}

/** Each event at its minute. */
function after(
  events: readonly (readonly [minute: number, event: AlertEvent])[],
  terms = TERMS,
): AlertStatus {
  return events.reduce(
    (status, [minute, event]) => must(transition(status, event, terms, minute * MINUTE_MS)).status,
    opened(terms),
  );
}

const TICK: AlertEvent = { kind: 'tick' };
const HELP: AlertEvent = { kind: 'help-asked', heard: 'by-its-policy' };
const TAKE: AlertEvent = { kind: 'acknowledged', by: ANNA };
const SNOOZE: AlertEvent = { kind: 'snoozed', untilMs: 30 * MINUTE_MS, by: ANNA };
const RESOLVE: AlertEvent = { kind: 'resolved', by: ANNA };

describe('openAlert', () => {
  it('tells the first level, and waits for it', () => {
    expect(openAlert({ presses: 1, helpAsked: false }, TERMS, 0)).toEqual({
      outcome: 'done',
      status: { state: 'open', level: 0, levelSinceMs: 0, remindedAtMs: 0 },
      entries: [{ what: { kind: 'opened' }, by: null }],
      notices: [{ reason: 'opened', fromLevel: 0, level: 0 }],
      dueAtMs: 5 * MINUTE_MS,
    });
  });

  it('keeps what came together with the first press', () => {
    const { entries, notices } = openAlert({ presses: 3, helpAsked: true }, TERMS, 0);
    expect(entries.map(({ what }) => what)).toEqual([
      { kind: 'opened' },
      { kind: 'pressed', presses: 2 },
      { kind: 'help-asked' },
    ]);
    expect(notices).toEqual([{ reason: 'opened', fromLevel: 0, level: 0 }]);
  });

  it('tells nobody of a late one, ever', () => {
    expect(openAlert({ presses: 1, helpAsked: true }, LATE, 0)).toMatchObject({
      notices: [],
      dueAtMs: null,
    });
  });
});

describe('An alert nobody takes', () => {
  it('escalates level by level, each with its time to answer, and then waits', () => {
    const first = must(transition(opened(), TICK, TERMS, 5 * MINUTE_MS));
    expect(first).toEqual({
      outcome: 'done',
      status: {
        state: 'escalated',
        level: 1,
        levelSinceMs: 5 * MINUTE_MS,
        remindedAtMs: 5 * MINUTE_MS,
      },
      entries: [{ what: { kind: 'escalated', level: 1 }, by: null }],
      notices: [{ reason: 'escalated', fromLevel: 1, level: 1 }],
      dueAtMs: 15 * MINUTE_MS,
    });
    const second = must(transition(first.status, TICK, TERMS, 15 * MINUTE_MS));
    expect(second).toMatchObject({ status: { level: 2 }, dueAtMs: null });
    expect(must(transition(second.status, TICK, TERMS, 999 * MINUTE_MS))).toMatchObject({
      entries: [],
      notices: [],
    });
  });

  it('does nothing before its time', () => {
    expect(must(transition(opened(), TICK, TERMS, 5 * MINUTE_MS - 1))).toMatchObject({
      status: opened(),
      entries: [],
      dueAtMs: 5 * MINUTE_MS,
    });
  });

  it('jumps over no level when nobody looked for hours', () => {
    const { status, dueAtMs: due } = must(transition(opened(), TICK, TERMS, 600 * MINUTE_MS));
    expect([status.level, due]).toEqual([1, 610 * MINUTE_MS]);
  });

  it('is told again to those who were told, on a rhythm that escalating does not break', () => {
    let status = opened(REMINDING);
    const told: unknown[] = [];
    for (let minute = 0; minute <= 20; minute += 1) {
      const step = must(transition(status, TICK, REMINDING, minute * MINUTE_MS));
      told.push(
        ...step.notices.map(({ reason, fromLevel, level }) => [minute, reason, fromLevel, level]),
      );
      status = step.status;
    }
    expect(told).toEqual([
      [4, 'reminded', 0, 0],
      [5, 'escalated', 1, 1],
      [8, 'reminded', 0, 1],
      [12, 'reminded', 0, 1],
      [15, 'escalated', 2, 2],
      [16, 'reminded', 0, 2],
      [20, 'reminded', 0, 2],
    ]);
  });

  it('reminds for three intervals of a level, and for one that waited overnight once', () => {
    const policy = { levels: TERMS.policy?.levels.slice(0, 1) ?? [], remindEveryMs: 4 * MINUTE_MS };
    const terms: AlertTerms = { ...TERMS, policy };
    expect(
      dueAtMs(
        after(
          [
            [4, TICK],
            [8, TICK],
          ],
          terms,
        ),
        terms,
      ),
    ).toBe(12 * MINUTE_MS);
    expect(
      dueAtMs(
        after(
          [
            [4, TICK],
            [8, TICK],
            [12, TICK],
          ],
          terms,
        ),
        terms,
      ),
    ).toBeNull();
    expect(dueAtMs(after([[900, TICK]], terms), terms)).toBeNull();
  });

  it('does not remind at once of a level that follows one whose reminders had ended', () => {
    const step = must(transition(after([[12, HELP]], REMINDING), TICK, REMINDING, 16 * MINUTE_MS));
    expect(step.notices).toEqual([{ reason: 'escalated', fromLevel: 1, level: 1 }]);
    expect(step.dueAtMs).toBe(20 * MINUTE_MS);
  });

  it('tells nobody twice when a reminder and an escalation are due together', () => {
    const { notices, dueAtMs: due } = must(
      transition(opened(REMINDING), TICK, REMINDING, 6 * MINUTE_MS),
    );
    expect(notices).toEqual([{ reason: 'escalated', fromLevel: 0, level: 1 }]);
    expect(due).toBe(10 * MINUTE_MS);
  });

  it('waits as long as its place is open, where the policy says so', () => {
    const closed: AlertTerms = { ...TERMS, waitedAtMs: (from, ms) => from + ms + 60 * MINUTE_MS };
    expect(dueAtMs(opened(), closed)).toBe(65 * MINUTE_MS);
    expect(must(transition(opened(), TICK, closed, 5 * MINUTE_MS)).entries).toEqual([]);
  });
});

describe('An alert that somebody takes', () => {
  it('stays with the first who does, and stops telling', () => {
    const taken = must(transition(after([[6, TICK]]), TAKE, TERMS, 7 * MINUTE_MS));
    expect(taken).toMatchObject({
      status: { state: 'acknowledged', acknowledged: { atMs: 7 * MINUTE_MS, by: ANNA } },
      entries: [{ what: { kind: 'acknowledged' }, by: ANNA }],
      notices: [],
      dueAtMs: null,
    });
    const again = transition(taken.status, { kind: 'acknowledged', by: BRAM }, TERMS, 8);
    expect(again).toMatchObject({ status: taken.status, entries: [], notices: [] });
  });

  it('waits anew on its level when it is handed back, and those who were told hear of it', () => {
    const taken = after([
      [5, TICK],
      [6, TAKE],
    ]);
    expect(
      must(transition(taken, { kind: 'handed-back', by: ANNA }, TERMS, 20 * MINUTE_MS)),
    ).toEqual({
      outcome: 'done',
      status: {
        state: 'escalated',
        level: 1,
        levelSinceMs: 20 * MINUTE_MS,
        remindedAtMs: 20 * MINUTE_MS,
      },
      entries: [{ what: { kind: 'handed-back' }, by: ANNA }],
      notices: [{ reason: 'reopened', fromLevel: 0, level: 1 }],
      dueAtMs: 30 * MINUTE_MS,
    });
  });

  it('is told of again when its visitor asks for help, and stays taken', () => {
    expect(must(transition(after([[1, TAKE]]), HELP, TERMS, 2))).toMatchObject({
      status: { state: 'acknowledged' },
      notices: [{ reason: 'help-asked', fromLevel: 0, level: 0 }],
    });
  });
});

describe('A snoozed alert', () => {
  it('is silent until it wakes, and then waits anew on its level', () => {
    const snoozed = must(transition(after([[5, TICK]]), SNOOZE, TERMS, 6 * MINUTE_MS));
    expect(snoozed).toMatchObject({ notices: [], dueAtMs: 30 * MINUTE_MS });
    expect(must(transition(snoozed.status, TICK, TERMS, 29 * MINUTE_MS)).entries).toEqual([]);
    expect(must(transition(snoozed.status, TICK, TERMS, 30 * MINUTE_MS))).toEqual({
      outcome: 'done',
      status: {
        state: 'escalated',
        level: 1,
        levelSinceMs: 30 * MINUTE_MS,
        remindedAtMs: 30 * MINUTE_MS,
      },
      entries: [{ what: { kind: 'woken' }, by: null }],
      notices: [{ reason: 'woken', fromLevel: 0, level: 1 }],
      dueAtMs: 40 * MINUTE_MS,
    });
  });

  it('sleeps on when more presses join it, and wakes when somebody asks for help', () => {
    const snoozed = after([[1, SNOOZE]]);
    expect(must(transition(snoozed, { kind: 'pressed', presses: 2 }, TERMS, 2))).toMatchObject({
      status: snoozed,
      notices: [],
    });
    expect(must(transition(snoozed, HELP, TERMS, 3 * MINUTE_MS))).toMatchObject({
      status: { state: 'open', levelSinceMs: 3 * MINUTE_MS },
      entries: [
        { what: { kind: 'help-asked' }, by: null },
        { what: { kind: 'woken' }, by: null },
      ],
      notices: [{ reason: 'help-asked', fromLevel: 0, level: 0 }],
    });
  });

  it('sleeps on when nobody is to hear of the cry, which is only written down', () => {
    const snoozed = after([[1, SNOOZE]]);
    const cry: AlertEvent = { kind: 'help-asked', heard: 'by-nobody' };
    expect(must(transition(snoozed, cry, TERMS, 3 * MINUTE_MS))).toMatchObject({
      status: snoozed,
      entries: [{ what: { kind: 'help-asked' } }],
      notices: [],
      dueAtMs: 30 * MINUTE_MS,
    });
  });

  it('may be taken, snoozed for longer, and resolved', () => {
    const snoozed = after([[1, SNOOZE]]);
    const longer: AlertEvent = { kind: 'snoozed', untilMs: 60 * MINUTE_MS, by: BRAM };
    expect(must(transition(snoozed, longer, TERMS, 2)).dueAtMs).toBe(60 * MINUTE_MS);
    expect(must(transition(snoozed, TAKE, TERMS, 2)).status.state).toBe('acknowledged');
    expect(must(transition(snoozed, RESOLVE, TERMS, 2)).status.state).toBe('resolved');
  });
});

describe('A resolved alert', () => {
  it('keeps who took it and who ended it first', () => {
    const over = after([
      [1, TAKE],
      [2, { kind: 'resolved', by: BRAM }],
      [3, RESOLVE],
    ]);
    expect(over).toMatchObject({
      acknowledged: { by: ANNA },
      resolved: { atMs: 2 * MINUTE_MS, by: BRAM },
    });
  });

  it('begins a new round when it is reopened', () => {
    const over = after([
      [5, TICK],
      [6, RESOLVE],
    ]);
    expect(must(transition(over, { kind: 'reopened', by: BRAM }, TERMS, 9 * MINUTE_MS))).toEqual({
      outcome: 'done',
      status: {
        state: 'open',
        level: 0,
        levelSinceMs: 9 * MINUTE_MS,
        remindedAtMs: 9 * MINUTE_MS,
      },
      entries: [{ what: { kind: 'reopened' }, by: BRAM }],
      notices: [{ reason: 'reopened', fromLevel: 0, level: 0 }],
      dueAtMs: 14 * MINUTE_MS,
    });
  });
});

describe('transition', () => {
  const EVENTS: Record<AlertEvent['kind'], AlertEvent> = {
    pressed: { kind: 'pressed', presses: 1 },
    'help-asked': HELP,
    acknowledged: TAKE,
    'handed-back': { kind: 'handed-back', by: ANNA },
    snoozed: { kind: 'snoozed', untilMs: 1_000 * MINUTE_MS, by: ANNA },
    commented: { kind: 'commented', text: 'On my way', by: ANNA },
    resolved: RESOLVE,
    reopened: { kind: 'reopened', by: ANNA },
    'begun-anew': { kind: 'begun-anew' },
    tick: TICK,
  };
  const STATUSES: Record<AlertStatus['state'], AlertStatus> = {
    open: opened(),
    escalated: after([[5, TICK]]),
    snoozed: after([[1, EVENTS.snoozed]]),
    acknowledged: after([[1, TAKE]]),
    resolved: after([[1, RESOLVE]]),
  };

  it('leads from each state where its diagram says', () => {
    const table = Object.fromEntries(
      Object.entries(STATUSES).map(([state, status]) => [
        state,
        Object.fromEntries(
          Object.entries(EVENTS).map(([kind, event]) => {
            const step = transition(status, event, TERMS, 500 * MINUTE_MS);
            return [kind, step.outcome === 'done' ? step.status.state : 'refused'];
          }),
        ),
      ]),
    );
    const waiting = {
      acknowledged: 'acknowledged',
      'handed-back': 'refused',
      snoozed: 'snoozed',
      resolved: 'resolved',
      reopened: 'refused',
      'begun-anew': 'refused',
      tick: 'escalated',
    };
    const staying = (state: string): object => ({
      pressed: state,
      commented: state,
      'help-asked': state,
    });
    expect(table).toEqual({
      open: { ...staying('open'), ...waiting, 'begun-anew': 'open' },
      escalated: { ...staying('escalated'), ...waiting, 'begun-anew': 'escalated' },
      snoozed: { ...staying('snoozed'), ...waiting, 'help-asked': 'open', tick: 'snoozed' },
      acknowledged: {
        ...staying('acknowledged'),
        acknowledged: 'acknowledged',
        'handed-back': 'open',
        snoozed: 'refused',
        resolved: 'resolved',
        reopened: 'refused',
        'begun-anew': 'refused',
        tick: 'acknowledged',
      },
      resolved: {
        ...staying('resolved'),
        'help-asked': 'refused',
        'begun-anew': 'refused',
        acknowledged: 'refused',
        'handed-back': 'refused',
        snoozed: 'refused',
        resolved: 'resolved',
        reopened: 'open',
        tick: 'resolved',
      },
    });
  });

  const anyEvent: fc.Arbitrary<AlertEvent> = fc.oneof(
    fc.constantFrom(
      ...Object.values(EVENTS).filter(({ kind }) => kind !== 'snoozed' && kind !== 'tick'),
    ),
    fc.constant(TICK),
    fc
      .integer({ min: 1, max: 60 })
      .map((minutes): AlertEvent => ({ kind: 'snoozed', untilMs: minutes * MINUTE_MS, by: BRAM })),
  );
  const anyHistory = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), anyEvent), {
    maxLength: 40,
  });
  const anyTerms = fc.constantFrom(TERMS, REMINDING, LATE, { ...TERMS, policy: null });

  /** Walks through a history; what is refused is left out. Snoozes begin where they are. */
  function walk(
    history: readonly (readonly [minutes: number, event: AlertEvent])[],
    terms: AlertTerms,
    look: (before: AlertStatus, event: AlertEvent, step: Done, nowMs: number) => void,
  ): void {
    let status = opened(terms);
    let nowMs = 0;
    for (const [minutes, event] of history) {
      nowMs += minutes * MINUTE_MS;
      const made = event.kind === 'snoozed' ? { ...event, untilMs: nowMs + event.untilMs } : event;
      const step = transition(status, made, terms, nowMs);
      if (step.outcome === 'done') {
        look(status, made, step, nowMs);
        ({ status } = step);
      }
    }
  }

  it('gives no notice after an acknowledgement until something new happens', () => {
    const told: string[] = [];
    fc.assert(
      fc.property(anyHistory, anyTerms, (history, terms) => {
        walk(history, terms, (before, event, { notices }) => {
          told.push(...(before.state === 'acknowledged' ? notices.map(() => event.kind) : []));
        });
      }),
    );
    expect(told.filter((kind) => kind !== 'handed-back' && kind !== 'help-asked')).toEqual([]);
  });

  it('only raises the level within a round, one at a time', () => {
    fc.assert(
      fc.property(anyHistory, anyTerms, (history, terms) => {
        walk(history, terms, (before, event, { status }) => {
          const steps = event.kind === 'reopened' ? [-before.level] : [0, 1];
          expect(steps).toContain(status.level - before.level);
        });
      }),
    );
  });

  it('is never overdue once it heard that time went by', () => {
    fc.assert(
      fc.property(anyHistory, anyTerms, (history, terms) => {
        walk([...history, [1, TICK]], terms, (_, event, step, nowMs) => {
          const isOverdue = event.kind === 'tick' && (step.dueAtMs ?? Infinity) <= nowMs;
          expect(isOverdue).toBe(false);
        });
      }),
    );
  });

  it('changes by time alone when it is due, and not before', () => {
    fc.assert(
      fc.property(anyHistory, anyTerms, (history, terms) => {
        walk([...history, [1, TICK]], terms, (before, event, { entries }, nowMs) => {
          const isDue = (dueAtMs(before, terms) ?? Infinity) <= nowMs;
          expect(event.kind !== 'tick' || entries.length === (isDue ? 1 : 0)).toBe(true);
        });
      }),
    );
  });

  it('is silent while it is resolved or late', () => {
    fc.assert(
      fc.property(anyHistory, anyTerms, (history, terms) => {
        walk(history, terms, (before, event, { notices }) => {
          const isOver = before.state === 'resolved' && event.kind !== 'reopened';
          expect(terms.kind === 'late' || isOver ? notices : []).toEqual([]);
        });
      }),
    );
  });
});
