import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../../../contract/event-body.ts';
import { thawEvent } from '../../../../contract/event-body.ts';
import type { OutboxReport } from '../../../../contract/ipc.ts';
import type { JournalBooks } from '../../../../electron/journal/journal-books.ts';
import { createJournalBooks } from '../../../../electron/journal/journal-books.ts';
import { decodeLine, encodeRecord } from '../../../../electron/journal/journal-record.ts';
import { readAhead } from '../../../../electron/recorder/ahead-events.ts';
import type { RecorderEvent } from '../../../../electron/recorder/recorder-machine.ts';
import { transition } from '../../../../electron/recorder/recorder-machine.ts';
import { initialRecorder } from '../../../../electron/recorder/recorder-state.ts';
import { CONTEXT, id, instant } from '../sample-events.ts';

/** A step of a terminal whose main process is killed again and again. */
type Step =
  /** The button is pressed; nobody hears it while the box is not listened to. */
  | { do: 'press'; heard: boolean }
  | { do: 'journal'; kept: boolean }
  | { do: 'outbox'; kept: boolean }
  | { do: 'attach'; outboxOpens: boolean }
  | { do: 'reload' }
  | { do: 'overdue' }
  | { do: 'kill'; journalOpens: boolean };

type Mishaps = { readonly silentStores: boolean };

const steps = ({ silentStores }: Mishaps): fc.Arbitrary<Step[]> => {
  const works = silentStores ? fc.boolean() : fc.constant(true);
  return fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ do: fc.constant('press' as const), heard: fc.boolean() }),
      },
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('journal' as const), kept: works }),
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
        rating: 'positive',
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
    const journal = run.journalOpens ? journalNow() : createJournalBooks([]);
    const ends = new Map(journal.ledgers().map(({ ledgerId, highest: last }) => [ledgerId, last]));
    return {
      state: 'ready',
      ledgers: [...highest].map(([ledgerId, last]) => ({ ledgerId, highest: last })),
      ahead: [...outbox.values()].filter((body) => {
        const { ledgerId, number } = thawed(body);
        return number > (ends.get(ledgerId) ?? 0);
      }),
    };
  }

  function take(step: Step) {
    switch (step.do) {
      case 'press':
        pressed += 1;
        if (step.heard) {
          hear(true);
        }
        return;
      case 'journal': {
        const write = run.writing.shift();
        if (write !== undefined) {
          const kept = step.kept && run.journalOpens;
          if (kept) {
            journalled.push(write.body);
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
    }
  }

  function finish() {
    take({ do: 'attach', outboxOpens: true });
    while (run.writing.length > 0 || run.pushed.length > 0) {
      take({ do: 'journal', kept: true });
      take({ do: 'outbox', kept: true });
    }
  }

  return {
    take,
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

describe('recorder over many starts', () => {
  it('never gives one number to two events, whichever store is silent', () => {
    fc.assert(
      fc.property(steps({ silentStores: true }), (taken) => {
        const day = terminal();
        for (const step of taken) {
          day.take(step);
        }
        day.recover();
        const places = day.kept().map(placeOf);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 500 },
    );
  });

  it('records a press on the box at most once, wherever it is killed', () => {
    fc.assert(
      fc.property(steps({ silentStores: false }), (taken) => {
        const day = terminal();
        for (const step of taken) {
          day.take(step);
        }
        day.recover();
        const counts = day
          .kept()
          .map(countOf)
          .filter((count) => count !== null);
        expect(new Set(counts).size).toBe(counts.length);
      }),
      { numRuns: 500 },
    );
  });
});
