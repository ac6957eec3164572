import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../../contract/event-body.ts';
import { thawEvent } from '../../../../contract/event-body.ts';
import type { FeedbackEvent } from '../../../../contract/feedback-event.ts';
import type { OutboxReport } from '../../../../contract/ipc.ts';
import { readAhead } from '../../../../electron/recorder/ahead-events.ts';
import { contentsOf } from '../../../../electron/recorder/make-flow.ts';
import type { HeardPress } from '../../../../electron/recorder/make-pressed.ts';
import type { RecorderEvent } from '../../../../electron/recorder/recorder-machine.ts';
import { MAX_WAITING_PRESSES, transition } from '../../../../electron/recorder/recorder-machine.ts';
import type {
  RecorderEffect,
  RecorderState,
} from '../../../../electron/recorder/recorder-state.ts';
import { initialRecorder, ledgerInUse } from '../../../../electron/recorder/recorder-state.ts';
import type { JournalWord } from '../../../../electron/recorder/numbering.ts';
import {
  CONTEXT,
  id,
  instant,
  LEDGER,
  OTHER_LEDGER,
  pressedBody,
  sealedAnswer,
} from '../sample-events.ts';
import { smiley } from '../../../support/smiley.ts';

const EMPTY: OutboxReport = { state: 'ready', ledgers: [], ahead: [] };
type ReadyOutbox = Extract<OutboxReport, { state: 'ready' }>;
const UNAVAILABLE: OutboxReport = { state: 'unavailable', detail: '' };
const holding = (highest: number, ledgerId = LEDGER): ReadyOutbox => ({
  state: 'ready',
  ledgers: [{ ledgerId, highest }],
  ahead: [],
});

function press(serial: number, atMs: number, parts: Partial<HeardPress> = {}): HeardPress {
  return {
    id: id(serial),
    at: instant(atMs),
    context: CONTEXT,
    choice: smiley('positive'),
    source: { kind: 'touch' },
    recovered: null,
    resumed: false,
    ...parts,
  };
}

const counted = (count: number, boot = 7) =>
  ({ kind: 'box', boxId: 'GB-1', button: 0, boot, count }) as const;

/** A press that the box counted while nobody listened, found when it was heard again. */
function resumed(serial: number, atMs: number, count: number, boot = 7): HeardPress {
  return press(serial, atMs, {
    source: counted(count, boot),
    recovered: { from: instant(0), until: instant(atMs) },
    resumed: true,
  });
}

/** An attach as it reaches the machine; the journal holds none of what the outbox hands in. */
function attached(outbox: OutboxReport, journalHolds = false): RecorderEvent {
  const bodies = outbox.state === 'ready' ? outbox.ahead : [];
  return { type: 'attached', outbox, ahead: readAhead(bodies, () => journalHolds).events };
}

/** An outbox that holds presses of the box at these counts beyond the journal, from number 5 on. */
const ahead = (...counts: number[]): OutboxReport => ({
  ...holding(4 + counts.length),
  ahead: counts.map((count, index) =>
    pressedBody(5 + index, { eventId: id(500 + index), source: counted(count) }),
  ),
});

function thawed(body: EventBody): FeedbackEvent {
  const event = thawEvent(body);
  if (!event.ok) {
    throw new Error(event.detail);
  }
  return event.event;
}

function thawedLast({ held }: RecorderState): FeedbackEvent | null {
  const last = held.at(-1);
  return last === undefined ? null : thawed(last.body);
}

/** Drives the machine and shows its effects by number, as a person would tell them. */
function recorder(journal: JournalWord = 'empty') {
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
    tell(attached(EMPTY));
    expect(tell({ type: 'heard', press: press(1, 10) }, 10)).toEqual([
      'push pressed 1 aged 0',
      'journal pressed 1',
    ]);
    expect(ledgerInUse(state())).toBe(id(0xee00_0001));
  });

  it.each([
    ['after the journal when it is ahead', 7, holding(5), 8],
    ['after the outbox when it is ahead', 7, holding(9), 10],
    ['after the journal when the outbox has another ledger', 7, holding(30, OTHER_LEDGER), 8],
    ['in the ledger of the outbox when the journal is empty', null, holding(9), 10],
  ] as const)('goes on %s', (_where, journal, outbox, number) => {
    const { tell, state } = recorder(
      journal === null ? 'empty' : { ledgerId: LEDGER, highest: journal },
    );
    tell(attached(outbox));
    expect([ledgerInUse(state()), tell({ type: 'heard', press: press(1, 0) }).at(-1)]).toEqual([
      LEDGER,
      `journal pressed ${number}`,
    ]);
  });

  it.each([
    ['the journal could not be opened', 'unavailable', holding(9)],
    ['the journal could not be opened and the outbox is empty', 'unavailable', EMPTY],
    ['there is no outbox', { ledgerId: LEDGER, highest: 7 }, UNAVAILABLE],
    ['there is neither', 'unavailable', UNAVAILABLE],
  ] as const)('opens a new ledger when %s', (_why, journal, outbox) => {
    const { tell, state } = recorder(journal);
    tell(attached(outbox));
    expect([ledgerInUse(state()), tell({ type: 'heard', press: press(1, 0) }).at(-1)]).toEqual([
      id(0xee00_0001),
      'journal pressed 1',
    ]);
  });

  it('goes on in the newest of several ledgers in the outbox', () => {
    const { tell, state } = recorder();
    const ledgers = [OTHER_LEDGER, LEDGER].map((ledgerId) => ({ ledgerId, highest: 3 }));
    tell(attached({ state: 'ready', ledgers, ahead: [] }));
    expect(ledgerInUse(state())).toBe(OTHER_LEDGER);
  });

  it('lets presses wait for a number, and gives them their own times', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    const early = [
      tell({ type: 'heard', press: press(1, 100) }, 100),
      tell({ type: 'heard', press: press(2, 700, { choice: smiley('negative') }) }, 700),
    ];
    expect([...early, tell(attached(holding(4)), 1_000)]).toEqual([
      [],
      [],
      [
        'push pressed 5 aged 900',
        'journal pressed 5',
        'push pressed 6 aged 300',
        'journal pressed 6',
      ],
    ]);
  });

  it('numbers in a new ledger when no renderer attaches, pushes when one does, and goes on there', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 100 });
    tell({ type: 'heard', press: press(1, 100) }, 100);
    expect([
      tell({ type: 'attach-overdue' }, 10_000),
      tell({ type: 'heard', press: press(2, 11_000) }, 11_000),
      tell(attached(holding(105)), 12_100),
      tell({ type: 'heard', press: press(3, 13_000) }, 13_000),
      ledgerInUse(state()),
    ]).toEqual([
      ['journal pressed 1'],
      ['journal pressed 2'],
      ['push pressed 1 aged 12000', 'push pressed 2 aged 1100'],
      ['push pressed 3 aged 0', 'journal pressed 3'],
      id(0xee00_0001),
    ]);
  });

  it('stays in its ledger when a late renderer attaches before any press', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 100 });
    tell({ type: 'attach-overdue' }, 10_000);
    tell(attached(holding(105)), 12_000);
    expect([ledgerInUse(state()), tell({ type: 'heard', press: press(1, 0) }).at(-1)]).toEqual([
      LEDGER,
      'journal pressed 106',
    ]);
  });

  it('writes to the journal first what only the outbox holds', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell({ type: 'heard', press: press(1, 100) }, 100);
    const steps = [
      tell(attached(ahead(41, 42)), 1_000),
      tell({ type: 'journal-settled', id: id(500), kept: false }),
      tell({ type: 'journal-settled', id: id(501), kept: true }),
      tell({ type: 'journal-settled', id: id(500), kept: true }),
    ];
    expect([...steps, state().owed]).toEqual([
      ['journal pressed 5', 'journal pressed 6', 'push pressed 7 aged 900', 'journal pressed 7'],
      [],
      ['journal pressed 5'],
      [],
      [],
    ]);
  });

  it('writes nothing of what the journal holds, is being given or cannot take', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    tell({ type: 'heard', press: press(500, 0) });
    const again = tell(attached(ahead(41)), 1_000);
    const { tell: tellHolding } = recorder({ ledgerId: LEDGER, highest: 5 });
    const { tell: tellUnavailable } = recorder('unavailable');
    expect([
      again,
      tellHolding(attached(ahead(41), true)),
      tellUnavailable(attached(ahead(41))),
    ]).toEqual([['push pressed 5 aged 1000'], [], []]);
  });

  it('drops a waiting press of the box that only the outbox had kept, and later ones too', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    for (const count of [41, 42, 43]) {
      tell({ type: 'heard', press: resumed(count, 100, count) }, 100);
    }
    tell({ type: 'heard', press: resumed(51, 100, 1, 8) }, 100);
    expect([
      tell(attached(ahead(41, 42)), 100),
      tell({ type: 'heard', press: resumed(60, 200, 42) }, 200),
      tell({ type: 'heard', press: press(61, 300, { source: counted(44) }) }, 300),
    ]).toEqual([
      [
        'journal pressed 5',
        'journal pressed 6',
        'report press-recorded-before',
        'report press-recorded-before',
        'push pressed 7 aged 0',
        'journal pressed 7',
        'push pressed 8 aged 0',
        'journal pressed 8',
      ],
      ['report press-recorded-before'],
      ['push pressed 9 aged 0', 'journal pressed 9'],
    ]);
  });

  it('lets a press that the outbox may hold wait on when the attach is overdue, and what was pressed after it, but not for ever', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell({ type: 'heard', press: resumed(1, 100, 41) }, 100);
    tell({ type: 'heard', press: press(2, 100, { source: counted(42) }) }, 100);
    tell({ type: 'heard', press: press(3, 100) }, 100);
    expect([
      tell({ type: 'attach-overdue' }, 10_000),
      tell({ type: 'attach-given-up' }, 120_000),
      tell({ type: 'heard', press: resumed(4, 130_000, 43) }, 130_000),
    ]).toEqual([
      ['journal pressed 1'],
      ['journal pressed 2', 'journal pressed 3'],
      ['journal pressed 4'],
    ]);
  });

  it('needs no void for a number that the outbox turns out to hold', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    tell({ type: 'heard', press: press(500, 0) });
    tell({ type: 'journal-settled', id: id(500), kept: false });
    tell({ type: 'outbox-settled', id: id(500), kept: false });
    expect([state().voids.length, tell(attached(ahead(41))), state().voids]).toEqual([
      1,
      ['journal pressed 5'],
      [],
    ]);
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
    tell(attached(EMPTY));
    tell({ type: 'heard', press: press(1, 1_000) });
    tell({ type: 'heard', press: press(2, 2_499) });
    tell({ type: 'heard', press: press(3, 2_600, { choice: smiley('neutral') }) });
    tell({ type: 'heard', press: press(4, 4_100, { choice: smiley('neutral') }) });
    const from = instant(0);
    const recovered = { from, until: instant(4_150) };
    tell({ type: 'heard', press: press(5, 4_150, { choice: smiley('neutral'), recovered }) });
    tell({ type: 'heard', press: press(6, 4_200, { choice: smiley('neutral') }) });
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
    tell(attached(EMPTY));
    tell({ type: 'heard', press: press(1, 100) }, 100);
    tell({ type: 'heard', press: press(2, 200) }, 200);
    tell({ type: 'outbox-settled', id: id(1), kept: true }, 205);
    tell({ type: 'renderer-gone' }, 210);
    const whileGone = [
      tell({ type: 'journal-settled', id: id(1), kept: true }, 215),
      tell({ type: 'journal-settled', id: id(2), kept: true }, 215),
      tell({ type: 'heard', press: press(3, 300) }, 300),
    ];
    const again = tell(attached(holding(1)), 9_200);
    tell({ type: 'outbox-settled', id: id(2), kept: true }, 9_300);
    tell({ type: 'outbox-settled', id: id(3), kept: true }, 9_300);
    const settled = tell({ type: 'journal-settled', id: id(3), kept: true }, 9_300);
    expect([...whileGone, again, settled, state().held]).toEqual([
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
    tell(attached(EMPTY));
    tell({ type: 'heard', press: press(1, 0) });
    expect([
      tell({ type: 'journal-settled', id: id(1), kept: false }),
      tell({ type: 'outbox-settled', id: id(1), kept: false }),
      tell({ type: 'heard', press: press(2, 5_000) }, 5_000),
    ]).toEqual([
      ['journal lost pressed 1'],
      ['report not-saved'],
      ['push void 1 aged 5000', 'journal void 1', 'push pressed 2 aged 0', 'journal pressed 2'],
    ]);
    expect(state().held.map(({ body }) => thawed(body).type)).toEqual(['void', 'pressed']);
  });

  it('writes a void at once when later numbers are out, and tries again with the same bytes', () => {
    const machine = recorder();
    const { tell, idOf } = machine;
    tell(attached(EMPTY));
    tell({ type: 'heard', press: press(1, 0) });
    tell({ type: 'heard', press: press(2, 2_000) });
    tell({ type: 'journal-settled', id: id(1), kept: false });
    const first = tell({ type: 'outbox-settled', id: id(1), kept: false });
    const voidId = idOf('void 1');
    tell({ type: 'journal-settled', id: voidId, kept: false });
    const failed = tell({ type: 'outbox-settled', id: voidId, kept: false });
    const again = tell({ type: 'journal-settled', id: id(2), kept: true });
    expect([first, failed, again, idOf('void 1')]).toEqual([
      ['report not-saved', 'push void 1 aged 0', 'journal void 1'],
      [],
      ['journal kept pressed 2', 'push void 1 aged 0', 'journal void 1'],
      voidId,
    ]);
  });

  it('writes to the journal later what only the outbox could keep', () => {
    const { tell, state } = recorder();
    tell(attached(EMPTY));
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
});

describe('recorder and a gap in the outbox', () => {
  const gap = (numbers: number[], parts: { ledgerId?: string; journalHighest?: number } = {}) =>
    ({
      type: 'gap-found',
      gap: { ledgerId: LEDGER, numbers, journalHighest: 9, ...parts },
    }) as const;

  it('puts a lost event in the place of each number that no store holds', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 9 });
    tell(attached(holding(9)));
    const made = tell(gap([4, 5]));
    const bodies = state().filling.map(({ number, ledgerId }) => [ledgerId, number]);
    const again = tell(gap([4, 5, 6]));
    const settled = state().filling.flatMap(({ id: eventId }) =>
      tell({ type: 'journal-settled', id: eventId, kept: true }),
    );
    expect([made, bodies, again, settled, state().filling]).toEqual([
      ['report events-lost', 'journal void 4', 'journal void 5'],
      [
        [LEDGER, 4],
        [LEDGER, 5],
      ],
      ['report events-lost', 'journal void 6'],
      [],
      [],
    ]);
  });

  it('makes another when the journal could not keep the first', () => {
    const machine = recorder({ ledgerId: LEDGER, highest: 9 });
    machine.tell(attached(holding(9)));
    machine.tell(gap([4]));
    machine.tell({ type: 'journal-settled', id: machine.idOf('void 4'), kept: false });
    expect(machine.tell(gap([4]))).toEqual(['report events-lost', 'journal void 4']);
  });

  it('leaves out what is on its way: held, owed, waiting as a void', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    for (const serial of [5, 6, 7]) {
      tell({ type: 'heard', press: press(serial, serial * 5_000) });
    }
    tell({ type: 'journal-settled', id: id(6), kept: false });
    tell({ type: 'outbox-settled', id: id(6), kept: true });
    tell({ type: 'journal-settled', id: id(7), kept: false });
    tell({ type: 'outbox-settled', id: id(7), kept: false });
    const { held, owed, voids } = state();
    expect([
      [held, owed, voids].map((events) => events.map(({ number }) => number)),
      tell(gap([5, 6, 7], { journalHighest: 4 })),
    ]).toEqual([[[5], [6], [7]], []]);
  });

  it('leaves out numbers that were never given', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached({ ...holding(4), ledgers: [{ ledgerId: OTHER_LEDGER, highest: 7 }] }));
    expect([
      tell(gap([4, 5, 6], { journalHighest: 4 })),
      tell(gap([6, 7, 8], { ledgerId: OTHER_LEDGER, journalHighest: 3 })),
    ]).toEqual([
      ['report events-lost', 'journal void 4'],
      ['report events-lost', 'journal void 6', 'journal void 7'],
    ]);
  });

  it.each([
    ['the journal could not be opened', 'unavailable', holding(9), true],
    ['there is no outbox', { ledgerId: LEDGER, highest: 9 }, UNAVAILABLE, true],
    ['the page is gone', { ledgerId: LEDGER, highest: 9 }, holding(9), false],
  ] as const)('takes nothing for lost when %s', (_why, journal, outbox, there) => {
    const { tell } = recorder(journal);
    tell(attached(outbox));
    if (!there) {
      tell({ type: 'renderer-gone' });
    }
    expect(tell(gap([4]))).toEqual([]);
  });
});

describe('recorder and a forked ledger', () => {
  it('opens a new one now, and leaves the numbers that were given', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    tell({ type: 'heard', press: press(1, 0) });
    const forked = tell({ type: 'ledger-forked', ledgerId: LEDGER });
    const again = tell({ type: 'ledger-forked', ledgerId: LEDGER });
    tell({ type: 'journal-settled', id: id(1), kept: false });
    const saved = tell({ type: 'outbox-settled', id: id(1), kept: false });
    const next = tell({ type: 'heard', press: press(2, 5_000) }, 5_000);
    expect([forked, again, saved, next]).toEqual([
      ['report ledger-forked'],
      [],
      ['report not-saved', 'push void 5 aged 0', 'journal void 5'],
      ['push pressed 1 aged 0', 'journal pressed 1'],
    ]);
    expect(state().held.map(({ body }) => thawed(body).ledgerId)).toEqual([
      LEDGER,
      ledgerInUse(state()),
    ]);
    expect(ledgerInUse(state())).not.toBe(LEDGER);
  });

  it('leaves the ledger it writes alone when an older one is forked', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    expect([tell({ type: 'ledger-forked', ledgerId: OTHER_LEDGER }), ledgerInUse(state())]).toEqual(
      [[], LEDGER],
    );
  });
});

describe('what follows a press', () => {
  it('takes the next numbers, the sealed part before the answer that names it', () => {
    const { tell } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    tell({ type: 'heard', press: press(1, 10) }, 10);
    const told = contentsOf(sealedAnswer('cold')).map((content, index) =>
      tell({ type: 'flow-heard', flow: { id: id(2 + index), at: instant(30), content } }, 30),
    );
    expect(told).toEqual([
      ['push sealed 6 aged 0', 'journal sealed 6'],
      ['push answered 7 aged 0', 'journal answered 7'],
    ]);
  });

  it('is replayed to the next page until the outbox holds it', () => {
    const { tell, idOf } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    const content = { type: 'abandoned', pressId: id(1), step: 'reason' } as const;
    tell({ type: 'flow-heard', flow: { id: id(2), at: instant(30), content } }, 30);
    tell({ type: 'journal-settled', id: idOf('abandoned 5'), kept: true });
    tell({ type: 'renderer-gone' });
    expect(tell(attached(holding(4)), 530)).toEqual([
      'push abandoned 5 aged 500',
      'journal kept abandoned 5',
    ]);
  });

  it('comes between two presses without a word on how far these are apart', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    tell({ type: 'heard', press: press(1, 10) }, 10);
    const content = { type: 'abandoned', pressId: id(1), step: 'reason' } as const;
    tell({ type: 'flow-heard', flow: { id: id(2), at: instant(500), content } }, 500);
    tell({ type: 'heard', press: press(3, 1_010) }, 1_010);
    expect(thawedLast(state())).toMatchObject({
      number: 7,
      sincePreviousMs: 1_000,
      repeat: true,
    });
  });

  it('is reported, and takes no number, when it does not fit', () => {
    const { tell, state } = recorder({ ledgerId: LEDGER, highest: 4 });
    tell(attached(holding(4)));
    const content = { type: 'abandoned', pressId: 'no press', step: 'reason' } as const;
    expect(tell({ type: 'flow-heard', flow: { id: id(2), at: instant(30), content } })).toEqual([
      'report answer-not-recordable',
    ]);
    expect(state().numbering).toEqual({ ledgerId: LEDGER, next: 5 });
  });

  it('is refused when it brings another sealed part than it names', () => {
    expect(() => contentsOf({ ...sealedAnswer('cold'), jwe: 'h..i.c.t' })).toThrow(
      'another sealed',
    );
  });
});

/** A step of a bad day at the terminal. */
type Step =
  | { do: 'press' }
  /** A visitor answers, with words that are sealed. */
  | { do: 'answer' }
  | { do: 'journal'; kept: boolean }
  /** The renderer takes the oldest push it has not handled; it may crash before its answer is out. */
  | { do: 'outbox'; kept: boolean; answered: boolean }
  | { do: 'crash' }
  | { do: 'attach' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'press' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'answer' as const }) },
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
  let state = initialRecorder('empty');
  let spare = 0xee00_0000;
  let nowMs = 0;
  let heard = 0;
  let pageAttached = false;
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
        heard += 1;
        tell({ type: 'heard', press: press(heard, nowMs) });
        return;
      case 'answer':
        for (const content of contentsOf(sealedAnswer(`words ${heard}`))) {
          heard += 1;
          tell({ type: 'flow-heard', flow: { id: id(heard), at: instant(nowMs), content } });
        }
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
        pageAttached = false;
        pushed = [];
        tell({ type: 'renderer-gone' });
        return;
      case 'attach': {
        if (!pageAttached) {
          pageAttached = true;
          const highest = Math.max(0, ...[...outbox.values()].map(({ number }) => number));
          const [first] = outbox.values();
          const ledgers = first === undefined ? [] : [{ ledgerId: first.ledgerId, highest }];
          tell(attached({ state: 'ready', ledgers, ahead: [] }));
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
    outcome: () => ({ state, heard, kept: new Map([...journal, ...outbox]), journal, outbox }),
  };
}

describe('recorder on a bad day', () => {
  it('leaves numbers without gaps, and every press and answer either once or void', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const day = terminal();
        for (const each of steps) {
          day.run(each);
        }
        const keptBefore = [...day.outcome().kept.keys()];
        day.recover();

        const { state, heard, kept, journal, outbox } = day.outcome();
        const events = [...kept.values()].toSorted((a, b) => a.number - b.number);
        // One event for everything heard, numbered 1, 2, 3 … in one ledger.
        expect(events.map(({ number }) => number)).toEqual(
          Array.from({ length: heard }, (_each, index) => index + 1),
        );
        expect(new Set(events.map(({ ledgerId }) => ledgerId)).size).toBe(1);
        // Each takes the number of its turn; a void stands where nothing was kept.
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
