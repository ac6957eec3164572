import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../../contract/event-body.ts';
import { thawEvent } from '../../../../contract/event-body.ts';
import type { FeedbackEvent } from '../../../../contract/feedback-event.ts';
import type { OutboxReport } from '../../../../contract/ipc.ts';
import type { HeardPress } from '../../../../electron/recorder/make-pressed.ts';
import type {
  RecorderEffect,
  RecorderEvent,
  RecorderState,
} from '../../../../electron/recorder/recorder-machine.ts';
import {
  initialRecorder,
  ledgerInUse,
  MAX_WAITING_PRESSES,
  transition,
} from '../../../../electron/recorder/recorder-machine.ts';
import { CONTEXT, id, instant, LEDGER, OTHER_LEDGER } from '../sample-events.ts';

const EMPTY: OutboxReport = { state: 'ready', ledgers: [], ahead: [] };
const holding = (highest: number, ledgerId = LEDGER): OutboxReport => ({
  state: 'ready',
  ledgers: [{ ledgerId, highest }],
  ahead: [],
});

function press(serial: number, atMs: number, parts: Partial<HeardPress> = {}): HeardPress {
  return {
    id: id(serial),
    at: instant(atMs),
    context: CONTEXT,
    rating: 'positive',
    source: { kind: 'touch' },
    recovered: null,
    ...parts,
  };
}

function thawed(body: EventBody): FeedbackEvent {
  const event = thawEvent(body);
  if (!event.ok) {
    throw new Error(event.detail);
  }
  return event.event;
}

/** Drives the machine and shows its effects by number, as a person would tell them. */
function recorder(journal: { ledgerId: string; highest: number } | null = null) {
  let state: RecorderState = initialRecorder(journal);
  let spare = 0xee00_0000;
  const names = new Map<string, string>();
  const named = (body: EventBody) => {
    const event = thawed(body);
    const name = `${event.type} ${event.number}`;
    names.set(event.id, name);
    return name;
  };
  const told = (effect: RecorderEffect): string => {
    switch (effect.kind) {
      case 'write-journal':
        return `journal ${named(effect.body)}`;
      case 'push-pressed':
        return `push ${named(effect.body)} aged ${effect.ageMs}`;
      case 'push-journal-settled':
        return `journal ${effect.kept ? 'kept' : 'lost'} ${names.get(effect.id)}`;
      case 'report':
        return `report ${effect.report.what}`;
    }
  };
  return {
    state: () => state,
    tell: (event: RecorderEvent, atMs = 0) => {
      const newId = () => {
        spare += 1;
        return id(spare);
      };
      const step = transition(state, event, { at: instant(atMs), newId });
      state = step.state;
      return step.effects.map(told);
    },
    /** The id of the event that a name such as `void 3` stands for. */
    idOf: (name: string) => {
      const found = [...names].find(([, known]) => known === name)?.[0];
      if (found === undefined) {
        throw new Error(`Nothing is called "${name}".`);
      }
      return found;
    },
  };
}

describe('recorder', () => {
  it('starts a new ledger at 1 only when both stores are empty', () => {
    const { tell, state } = recorder();
    tell({ type: 'attached', outbox: EMPTY });
    expect(tell({ type: 'heard', press: press(1, 10) }, 10)).toEqual([
      'journal pressed 1',
      'push pressed 1 aged 0',
    ]);
    expect(ledgerInUse(state())).toBe(id(0xee00_0001));
  });

  it.each([
    ['after the journal when it is ahead', 7, holding(5), 8],
    ['after the outbox when it is ahead', 7, holding(9), 10],
    ['after the journal when there is no outbox', 7, { state: 'unavailable', detail: '' }, 8],
    ['after the journal when the outbox has another ledger', 7, holding(30, OTHER_LEDGER), 8],
    ['in the ledger of the outbox when the journal is empty', null, holding(9), 10],
  ] as const)('goes on %s', (_where, journal, outbox, number) => {
    const { tell, state } = recorder(
      journal === null ? null : { ledgerId: LEDGER, highest: journal },
    );
    tell({ type: 'attached', outbox });
    expect([ledgerInUse(state()), tell({ type: 'heard', press: press(1, 0) })[0]]).toEqual([
      LEDGER,
      `journal pressed ${number}`,
    ]);
  });

  it('goes on in the newest of several ledgers in the outbox', () => {
    const { tell, state } = recorder();
    const ledgers = [OTHER_LEDGER, LEDGER].map((ledgerId) => ({ ledgerId, highest: 3 }));
    tell({ type: 'attached', outbox: { state: 'ready', ledgers, ahead: [] } });
    expect(ledgerInUse(state())).toBe(OTHER_LEDGER);
  });

  it('lets presses wait for a number, and gives them their own times', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    const early = [
      tell({ type: 'heard', press: press(1, 100) }, 100),
      tell({ type: 'heard', press: press(2, 700, { rating: 'negative' }) }, 700),
    ];
    expect([...early, tell({ type: 'attached', outbox: holding(4) }, 1_000)]).toEqual([
      [],
      [],
      [
        'journal pressed 5',
        'push pressed 5 aged 900',
        'journal pressed 6',
        'push pressed 6 aged 300',
      ],
    ]);
  });

  it('numbers from the journal alone when no renderer attaches, and pushes when one does', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell({ type: 'heard', press: press(1, 100) }, 100);
    expect([
      tell({ type: 'attach-overdue' }, 10_000),
      tell({ type: 'attached', outbox: holding(4) }, 12_100),
    ]).toEqual([['journal pressed 5'], ['push pressed 5 aged 12000']]);
  });

  it('goes on waiting when no renderer attaches and the journal is empty', () => {
    const { tell } = recorder();
    tell({ type: 'heard', press: press(1, 100) }, 100);
    expect([
      tell({ type: 'attach-overdue' }, 10_000),
      tell({ type: 'attached', outbox: holding(2) }, 20_100),
    ]).toEqual([[], ['journal pressed 3', 'push pressed 3 aged 20000']]);
  });

  it('refuses a press, aloud, when too many wait', () => {
    const { tell } = recorder();
    for (let serial = 0; serial < MAX_WAITING_PRESSES; serial += 1) {
      tell({ type: 'heard', press: press(serial, serial) });
    }
    expect(tell({ type: 'heard', press: press(5_000, 5_000) })).toEqual(['report press-refused']);
  });

  it('marks the same rating within 1.5 s as a repeat', () => {
    const { tell, state } = recorder();
    tell({ type: 'attached', outbox: EMPTY });
    tell({ type: 'heard', press: press(1, 1_000) });
    tell({ type: 'heard', press: press(2, 2_499) });
    tell({ type: 'heard', press: press(3, 2_600, { rating: 'neutral' }) });
    tell({ type: 'heard', press: press(4, 4_100, { rating: 'neutral' }) });
    const from = instant(0);
    const recovered = { from, until: instant(4_150) };
    tell({ type: 'heard', press: press(5, 4_150, { rating: 'neutral', recovered }) });
    tell({ type: 'heard', press: press(6, 4_200, { rating: 'neutral' }) });
    const spacing = state()
      .held.map(({ body }) => thawed(body))
      .map((event) =>
        event.type === 'pressed'
          ? [event.number, event.sincePreviousMs, event.repeat, event.recovered]
          : [],
      );
    expect(spacing).toEqual([
      [1, null, false, undefined],
      [2, 1_499, true, undefined],
      [3, 101, false, undefined],
      [4, 1_500, false, undefined],
      [5, null, false, recovered],
      [6, 100, true, undefined],
    ]);
  });

  it('holds a press until the outbox has it, and pushes it again with its true age', () => {
    const { tell, state } = recorder();
    tell({ type: 'attached', outbox: EMPTY });
    tell({ type: 'heard', press: press(1, 100) }, 100);
    tell({ type: 'heard', press: press(2, 200) }, 200);
    tell({ type: 'outbox-settled', id: id(1), kept: true }, 205);
    tell({ type: 'renderer-gone' }, 210);
    const whileGone = [
      tell({ type: 'journal-settled', id: id(1), kept: true }, 215),
      tell({ type: 'journal-settled', id: id(2), kept: true }, 215),
      tell({ type: 'heard', press: press(3, 300) }, 300),
    ];
    const attached = tell({ type: 'attached', outbox: holding(1) }, 9_200);
    tell({ type: 'outbox-settled', id: id(2), kept: true }, 9_300);
    tell({ type: 'outbox-settled', id: id(3), kept: true }, 9_300);
    const settled = tell({ type: 'journal-settled', id: id(3), kept: true }, 9_300);
    expect([...whileGone, attached, settled, state().held]).toEqual([
      [],
      [],
      ['journal pressed 3'],
      ['push pressed 2 aged 9000', 'journal kept pressed 2', 'push pressed 3 aged 8900'],
      ['journal kept pressed 3'],
      [],
    ]);
  });

  it('writes a void in place of a press that no store could keep, before the next press', () => {
    const { tell, state } = recorder();
    tell({ type: 'attached', outbox: EMPTY });
    tell({ type: 'heard', press: press(1, 0) });
    expect([
      tell({ type: 'journal-settled', id: id(1), kept: false }),
      tell({ type: 'outbox-settled', id: id(1), kept: false }),
      tell({ type: 'heard', press: press(2, 5_000) }, 5_000),
    ]).toEqual([
      ['journal lost pressed 1'],
      ['report not-saved'],
      ['journal void 1', 'push void 1 aged 5000', 'journal pressed 2', 'push pressed 2 aged 0'],
    ]);
    expect(state().held.map(({ body }) => thawed(body).type)).toEqual(['void', 'pressed']);
  });

  it('writes a void at once when later numbers are out, and tries again with the same bytes', () => {
    const machine = recorder();
    const { tell, idOf } = machine;
    tell({ type: 'attached', outbox: EMPTY });
    tell({ type: 'heard', press: press(1, 0) });
    tell({ type: 'heard', press: press(2, 2_000) });
    tell({ type: 'journal-settled', id: id(1), kept: false });
    const first = tell({ type: 'outbox-settled', id: id(1), kept: false });
    const voidId = idOf('void 1');
    tell({ type: 'journal-settled', id: voidId, kept: false });
    const failed = tell({ type: 'outbox-settled', id: voidId, kept: false });
    const again = tell({ type: 'journal-settled', id: id(2), kept: true });
    expect([first, failed, again, idOf('void 1')]).toEqual([
      ['report not-saved', 'journal void 1', 'push void 1 aged 0'],
      [],
      ['journal kept pressed 2', 'journal void 1', 'push void 1 aged 0'],
      voidId,
    ]);
  });

  it('writes to the journal later what only the outbox could keep', () => {
    const { tell, state } = recorder();
    tell({ type: 'attached', outbox: EMPTY });
    tell({ type: 'heard', press: press(1, 0) });
    tell({ type: 'journal-settled', id: id(1), kept: false });
    tell({ type: 'outbox-settled', id: id(1), kept: true });
    tell({ type: 'heard', press: press(2, 5_000) });
    const paid = tell({ type: 'journal-settled', id: id(2), kept: true });
    const settled = tell({ type: 'journal-settled', id: id(1), kept: true });
    expect([paid, settled, state().owed]).toEqual([
      ['journal kept pressed 2', 'journal pressed 1'],
      [],
      [],
    ]);
  });

  it('never spends a number that the outbox turns out to hold', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell({ type: 'attach-overdue' }, 10_000);
    tell({ type: 'attached', outbox: holding(9) }, 11_000);
    expect(tell({ type: 'heard', press: press(1, 12_000) }, 12_000)[0]).toBe('journal pressed 10');
  });
});

/** A step of a bad day at the terminal. */
type Step =
  | { do: 'press' }
  | { do: 'journal'; kept: boolean }
  /** The renderer takes the oldest push it has not handled; it may crash before its answer is out. */
  | { do: 'outbox'; kept: boolean; answered: boolean }
  | { do: 'crash' }
  | { do: 'attach' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'press' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('journal' as const), kept: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('outbox' as const),
      kept: fc.boolean(),
      answered: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'attach' as const }) },
);

/** Journal, renderer and outbox around the machine, each as slow and as broken as the steps say. */
function terminal() {
  let state = initialRecorder(null);
  let spare = 0xee00_0000;
  let nowMs = 0;
  let pressed = 0;
  let attached = false;
  const journal = new Map<string, FeedbackEvent>();
  const outbox = new Map<string, FeedbackEvent>();
  let writing: { id: string; body: EventBody }[] = [];
  let pushed: EventBody[] = [];

  function tell(event: RecorderEvent) {
    nowMs += 10;
    const next = transition(state, event, {
      at: instant(nowMs),
      newId: () => {
        spare += 1;
        return id(spare);
      },
    });
    state = next.state;
    for (const effect of next.effects) {
      if (effect.kind === 'write-journal') {
        writing.push(effect);
      } else if (effect.kind === 'push-pressed') {
        pushed.push(effect.body);
      }
    }
  }

  function run(each: Step) {
    switch (each.do) {
      case 'press':
        pressed += 1;
        tell({ type: 'heard', press: press(pressed, nowMs) });
        return;
      case 'journal': {
        const [write, ...rest] = writing;
        writing = rest;
        if (write !== undefined) {
          if (each.kept) {
            journal.set(write.id, thawed(write.body));
          }
          tell({ type: 'journal-settled', id: write.id, kept: each.kept });
        }
        return;
      }
      case 'outbox': {
        const [body, ...rest] = pushed;
        pushed = rest;
        if (body !== undefined) {
          const event = thawed(body);
          // Adding what is there already succeeds.
          const kept = each.kept || outbox.has(event.id);
          if (kept) {
            outbox.set(event.id, event);
          }
          if (each.answered) {
            tell({ type: 'outbox-settled', id: event.id, kept });
          } else {
            run({ do: 'crash' });
          }
        }
        return;
      }
      case 'crash':
        attached = false;
        pushed = [];
        tell({ type: 'renderer-gone' });
        return;
      case 'attach': {
        if (!attached) {
          attached = true;
          const highest = Math.max(0, ...[...outbox.values()].map(({ number }) => number));
          const [first] = outbox.values();
          tell({
            type: 'attached',
            outbox: {
              state: 'ready',
              ledgers: first === undefined ? [] : [{ ledgerId: first.ledgerId, highest }],
              ahead: [],
            },
          });
        }
      }
    }
  }

  return {
    run,
    /** Everything works again: the renderer is back, one more press is made and all is written. */
    recover() {
      run({ do: 'attach' });
      run({ do: 'press' });
      while (writing.length > 0 || pushed.length > 0) {
        run({ do: 'journal', kept: true });
        run({ do: 'outbox', kept: true, answered: true });
      }
    },
    outcome: () => ({ state, pressed, kept: new Map([...journal, ...outbox]), journal, outbox }),
  };
}

describe('recorder on a bad day', () => {
  it('leaves numbers without gaps, and every press either once or void', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const day = terminal();
        for (const each of steps) {
          day.run(each);
        }
        const keptBefore = [...day.outcome().kept.keys()];
        day.recover();

        const { state, pressed, kept, journal, outbox } = day.outcome();
        const events = [...kept.values()].toSorted((a, b) => a.number - b.number);
        // One event for every press, numbered 1, 2, 3 … in one ledger.
        expect(events.map(({ number }) => number)).toEqual(
          Array.from({ length: pressed }, (_each, index) => index + 1),
        );
        expect(new Set(events.map(({ ledgerId }) => ledgerId)).size).toBe(1);
        // A press takes the number of its turn; a void stands where nothing was kept.
        for (const event of events) {
          expect(event.type === 'void' || event.id === id(event.number)).toBe(true);
        }
        // Nothing that was ever kept became void.
        expect(keptBefore.every((each) => kept.has(each))).toBe(true);
        // And nothing is owed to anybody: what the outbox kept, the journal has too.
        expect([...outbox.keys()].filter((each) => !journal.has(each))).toEqual([]);
        expect({ held: state.held, voids: state.voids, owed: state.owed }).toEqual({
          held: [],
          voids: [],
          owed: [],
        });
      }),
      { numRuns: 500 },
    );
  });
});
