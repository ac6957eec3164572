import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../../contract/event-body.ts';
import { thawEvent } from '../../../../contract/event-body.ts';
import type { AnsweredEvent, FeedbackEvent } from '../../../../contract/feedback-event.ts';
import type { OutboxReport } from '../../../../contract/ipc.ts';
import type { JournalBooks } from '../../../../electron/journal/journal-books.ts';
import { createJournalBooks } from '../../../../electron/journal/journal-books.ts';
import { decodeLine, encodeRecord } from '../../../../electron/journal/journal-record.ts';
import { readAhead } from '../../../../electron/recorder/ahead-events.ts';
import { contentsOf } from '../../../../electron/recorder/make-flow.ts';
import type { RecorderEvent } from '../../../../electron/recorder/recorder-machine.ts';
import { transition } from '../../../../electron/recorder/recorder-machine.ts';
import { initialRecorder, ledgerInUse } from '../../../../electron/recorder/recorder-state.ts';
import { CONTEXT, id, instant, sealedAnswer } from '../sample-events.ts';
import { smiley } from '../../../support/smiley.ts';

/** A step of a terminal whose main process is killed again and again. */
type Step =
  /** The button is pressed; nobody hears it while the box is not listened to. */
  | { do: 'press'; heard: boolean }
  /** A visitor at the page answers, with words that are sealed. */
  | { do: 'answer' }
  | { do: 'journal'; kept: boolean }
  | { do: 'outbox'; kept: boolean }
  | { do: 'attach'; outboxOpens: boolean }
  | { do: 'reload' }
  | { do: 'overdue' }
  | { do: 'kill'; journalOpens: boolean }
  /** Another terminal turns out to write the same ledger. */
  | { do: 'fork' }
  /** The outbox asks for what it lacks. */
  | { do: 'fill' }
  /** The browser's database is gone, and the page loads anew. */
  | { do: 'lose-outbox' }
  /** Killed, and a record of the journal cannot be read any more. */
  | { do: 'damage'; which: number };

/** `silentStores`: not every start can open both. `losses`: what was kept gets lost, and ledgers fork. */
type Mishaps = { readonly silentStores: boolean; readonly losses: boolean };

const LOSSES: fc.WeightedArbitrary<Step>[] = [
  { weight: 1, arbitrary: fc.constant({ do: 'fork' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'fill' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'lose-outbox' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('damage' as const), which: fc.nat(1_000) }),
  },
];

const steps = ({ silentStores, losses }: Mishaps): fc.Arbitrary<Step[]> => {
  const works = silentStores ? fc.boolean() : fc.constant(true);
  return fc.array(
    fc.oneof(
      ...(losses ? LOSSES : []),
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('press' as const), heard: fc.boolean() }),
      },
      { weight: 3, arbitrary: fc.constant({ do: 'answer' as const }) },
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('journal' as const), kept: fc.boolean() }),
      },
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('outbox' as const), kept: fc.boolean() }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('attach' as const), outboxOpens: works }),
      },
      { weight: 1, arbitrary: fc.constant({ do: 'reload' as const }) },
      { weight: 1, arbitrary: fc.constant({ do: 'overdue' as const }) },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('kill' as const), journalOpens: works }),
      },
    ),
    { maxLength: 60, size: 'max' },
  );
};

function thawed(body: EventBody) {
  const read = thawEvent(body);
  if (!read.ok) {
    throw new Error(read.detail);
  }
  return read.event;
}

/** Two stores that survive, and a machine, a page and a listener to the box that do not. */
function terminal() {
  const journalled: EventBody[] = [];
  const outbox = new Map<string, EventBody>();
  let pressed = 0;
  let answers = 0;
  let spare = 0;
  let nowMs = 0;
  let run = startRun(true);

  const newId = () => {
    spare += 1;
    return id(spare);
  };

  /** What a process that starts now finds in the journal's file. */
  function journalNow(): JournalBooks {
    const books = createJournalBooks([]);
    for (const body of journalled) {
      const decoded = decodeLine(encodeRecord({ kind: 'event', body }).subarray(0, -1));
      if (decoded.ok) {
        books.add(decoded.record);
      }
    }
    return books;
  }

  function startRun(journalOpens: boolean) {
    const journal = journalNow();
    return {
      journalOpens,
      baseline: journalOpens ? (journal.boxes().get('GB-1')?.counts.get(0) ?? null) : null,
      heardBefore: false,
      state: initialRecorder(journalOpens ? (journal.newest() ?? 'empty') : 'unavailable'),
      page: 'none' as 'none' | 'outbox' | 'stand-in',
      writing: [] as { id: string; body: EventBody }[],
      pushed: [] as EventBody[],
      /** Writes whose answer goes to the outbox as well. */
      filling: new Set<string>(),
    };
  }

  function tell(event: RecorderEvent) {
    nowMs += 10;
    const next = transition(run.state, event, { at: instant(nowMs), newId });
    run.state = next.state;
    for (const effect of next.effects) {
      if (effect.kind === 'write-journal') {
        run.writing.push(effect);
      } else if (effect.kind === 'push-pressed') {
        run.pushed.push(effect.body);
      }
    }
  }

  /** The counters as the box tells them now: what was missed since the baseline, and a press as it happens. */
  function hear(asItHappened: boolean) {
    const from = run.baseline ?? (asItHappened ? pressed - 1 : pressed);
    for (let count = from + 1; count <= pressed; count += 1) {
      const live = asItHappened && count === pressed;
      const at = instant(nowMs);
      const press = {
        id: newId(),
        at,
        context: CONTEXT,
        choice: smiley('positive'),
        source: { kind: 'box', boxId: 'GB-1', button: 0, boot: 7, count },
        recovered: live ? null : { from: instant(0), until: at },
        resumed: !live && !run.heardBefore,
      } as const;
      tell({ type: 'heard', press });
    }
    run.baseline = pressed;
    run.heardBefore = true;
  }

  function report(): OutboxReport {
    if (run.page !== 'outbox') {
      return { state: 'unavailable', detail: '' };
    }
    const highest = new Map<string, number>();
    for (const body of outbox.values()) {
      const { ledgerId, number } = thawed(body);
      highest.set(ledgerId, Math.max(highest.get(ledgerId) ?? 0, number));
    }
    const held = new Set(run.journalOpens ? journalled.map(placeOf) : []);
    return {
      state: 'ready',
      ledgers: [...highest].map(([ledgerId, last]) => ({ ledgerId, highest: last })),
      ahead: [...outbox.values()].filter((body) => !held.has(placeOf(body))),
    };
  }

  /** What the outbox does with the journal's events: it adds those it lacks. */
  function refill() {
    for (const body of run.journalOpens ? journalled : []) {
      outbox.set(thawed(body).id, body);
    }
  }

  /** The outbox finds its ledgers incomplete: it is given what the journal has, and events for what nothing has. */
  function fill() {
    if (run.page !== 'outbox') {
      return;
    }
    refill();
    const places = new Set([...outbox.values()].map(placeOf));
    const ends = report();
    for (const { ledgerId, highest } of ends.state === 'ready' ? ends.ledgers : []) {
      const numbers = Array.from({ length: highest }, (_each, index) => index + 1).filter(
        (number) => !places.has(`${ledgerId} ${number}`),
      );
      const journalHighest = journalNow().ledger(ledgerId).highest;
      const before = new Set(run.writing);
      tell({ type: 'gap-found', gap: { ledgerId, numbers, journalHighest } });
      for (const write of run.writing.filter((each) => !before.has(each))) {
        run.filling.add(write.id);
      }
    }
  }

  function take(step: Step) {
    switch (step.do) {
      case 'press':
        pressed += 1;
        if (step.heard) {
          hear(true);
        }
        return;
      case 'answer':
        if (run.page !== 'none') {
          answers += 1;
          for (const content of contentsOf(sealedAnswer(`words ${answers}`))) {
            const flow = { id: newId(), at: instant(nowMs), content };
            tell({ type: 'flow-heard', flow });
          }
        }
        return;
      case 'journal': {
        const write = run.writing.shift();
        if (write !== undefined) {
          const kept = step.kept && run.journalOpens;
          if (kept) {
            journalled.push(write.body);
            if (run.filling.has(write.id) && run.page === 'outbox') {
              outbox.set(write.id, write.body);
            }
          }
          tell({ type: 'journal-settled', id: write.id, kept });
        }
        return;
      }
      case 'outbox': {
        const body = run.pushed.shift();
        if (body !== undefined) {
          const { id: eventId } = thawed(body);
          const kept = run.page === 'outbox' && (step.kept || outbox.has(eventId));
          if (kept) {
            outbox.set(eventId, body);
          }
          tell({ type: 'outbox-settled', id: eventId, kept });
        }
        return;
      }
      case 'attach':
        if (run.page === 'none') {
          run.page = step.outboxOpens ? 'outbox' : 'stand-in';
          const outboxReport = report();
          const bodies = outboxReport.state === 'ready' ? outboxReport.ahead : [];
          const held = new Set(journalled.map(placeOf));
          const { events } = readAhead(
            bodies,
            (ledgerId, number) => run.journalOpens && held.has(`${ledgerId} ${number}`),
          );
          tell({ type: 'attached', outbox: outboxReport, ahead: events });
          if (run.page === 'outbox') {
            refill();
          }
        }
        return;
      case 'reload':
        run.page = 'none';
        run.pushed = [];
        tell({ type: 'renderer-gone' });
        return;
      case 'overdue':
        tell({ type: 'attach-overdue' });
        return;
      case 'kill':
        run = startRun(step.journalOpens);
        hear(false);
        return;
      case 'fork': {
        const ledgerId = ledgerInUse(run.state);
        if (ledgerId !== null) {
          tell({ type: 'ledger-forked', ledgerId });
        }
        return;
      }
      case 'fill':
        fill();
        return;
      case 'lose-outbox':
        outbox.clear();
        take({ do: 'reload' });
        return;
      case 'damage':
        journalled.splice(step.which % Math.max(1, journalled.length), 1);
        take({ do: 'kill', journalOpens: true });
    }
  }

  function flush() {
    while (run.writing.length > 0 || run.pushed.length > 0) {
      take({ do: 'journal', kept: true });
      take({ do: 'outbox', kept: true });
    }
  }

  function finish() {
    take({ do: 'attach', outboxOpens: true });
    flush();
    fill();
    flush();
  }

  return {
    take,
    journalled: () => journalled.map(placeOf),
    outbox: () => [...outbox.values()].map(placeOf),
    /** Everything both stores hold, each event once. */
    kept: () => [
      ...new Map(
        [...journalled, ...outbox.values()].map((body) => [thawed(body).id, body]),
      ).values(),
    ],
    /** Both stores work again and everything is written, before and after another start. */
    recover() {
      finish();
      take({ do: 'kill', journalOpens: true });
      take({ do: 'attach', outboxOpens: true });
      take({ do: 'press', heard: true });
      finish();
    },
  };
}

const placeOf = (body: EventBody) => {
  const { ledgerId, number } = thawed(body);
  return `${ledgerId} ${number}`;
};

const countOf = (body: EventBody) => {
  const event = thawed(body);
  return event.type === 'pressed' && event.source.kind === 'box' ? event.source.count : null;
};

const sealOf = ({ outcome }: AnsweredEvent) => (outcome.kind === 'sealed' ? outcome.sha256 : null);

const isSeal = (event: FeedbackEvent | undefined, sha256: string) =>
  event?.type === 'sealed' && event.sha256 === sha256;

/** A day that takes these steps and ends well. */
function afterwards(taken: readonly Step[]) {
  const day = terminal();
  for (const step of taken) {
    day.take(step);
  }
  day.recover();
  return day;
}

describe('recorder over many starts', () => {
  it('never gives one number to two events, whichever store is silent', () => {
    fc.assert(
      fc.property(steps({ silentStores: true, losses: false }), (taken) => {
        const places = afterwards(taken).kept().map(placeOf);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it('records a press on the box at most once, wherever it is killed', () => {
    fc.assert(
      fc.property(steps({ silentStores: false, losses: false }), (taken) => {
        const counts = afterwards(taken)
          .kept()
          .map(countOf)
          .filter((count) => count !== null);
        expect(new Set(counts).size).toBe(counts.length);
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it('keeps what follows a press as it keeps presses: an answer once, right behind its sealed part', () => {
    fc.assert(
      fc.property(steps({ silentStores: false, losses: false }), (taken) => {
        const day = terminal();
        for (const step of taken) {
          day.take(step);
        }
        const keptBefore = day.kept();
        day.recover();
        const kept = new Set(day.kept());
        expect(keptBefore.every((body) => kept.has(body))).toBe(true);
        const events = [...kept].map(thawed);
        const answered = events.filter((event) => event.type === 'answered');
        expect(new Set(answered.map(sealOf)).size).toBe(answered.length);
        for (const { ledgerId, number, outcome } of answered) {
          const before = events.find(
            (event) => event.ledgerId === ledgerId && event.number === number - 1,
          );
          // Void where neither store could keep it: its visitor's words are lost, its place is not.
          expect(
            before?.type === 'void' ||
              (outcome.kind === 'sealed' && isSeal(before, outcome.sha256)),
          ).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  }, 30_000);

  it('leaves no hole in any ledger in the end, whatever gets lost or forks', () => {
    fc.assert(
      fc.property(steps({ silentStores: false, losses: true }), (taken) => {
        const day = afterwards(taken);
        const places = day.kept().map(placeOf).toSorted();
        const ledgers = Map.groupBy(places, (place) => place.split(' ')[0] ?? '');
        const whole = [...ledgers].flatMap(([ledgerId, { length }]) =>
          Array.from({ length }, (_each, index) => `${ledgerId} ${index + 1}`),
        );
        // Every number once, and both stores hold them all.
        expect(places).toEqual(whole.toSorted());
        expect(day.journalled().toSorted()).toEqual(places);
        expect(day.outbox().toSorted()).toEqual(places);
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
