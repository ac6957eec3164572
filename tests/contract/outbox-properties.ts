import { strict as assert } from 'node:assert';
import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { type EventBody, freezeEvent } from '../../contract/event-body.ts';
import type { EntryAnswer, Outbox } from '../../renderer/outbox/outbox.ts';
import { eventId, pressedBody, pressedEvent } from '../support/event-maker.ts';
import { recordedEntry } from '../support/recorded-entry.ts';
import { OutboxModel } from './outbox-model.ts';

const LEDGERS = [
  '019a0000-0000-7000-8000-00000000000a',
  '019b0000-0000-7000-8000-00000000000b',
] as const;
const NEW_LEDGER = '019c0000-0000-7000-8000-00000000000c';
const FIRST_MADE_MS = 1_790_000_000_000;

/** An outbox that can be closed and opened again as after a restart of the page. */
export type Reopenable = { readonly outbox: Outbox; reopen(): Promise<Outbox> };

const ledger = fc.constantFrom(...LEDGERS);
const number = fc.integer({ min: 1, max: 24 });
const verdict = fc.constantFrom('stored', 'stored', 'parked', 'none');

const action = fc.oneof(
  fc.record({ do: fc.constant('add'), ledger, numbers: fc.array(number, { maxLength: 6 }) }),
  fc.record({ do: fc.constant('press'), ledger }),
  fc.record({ do: fc.constant('add-other'), ledger, number }),
  fc.record({ do: fc.constant('record') }),
  fc.record({ do: fc.constant('end'), ledger }),
  fc.record({
    do: fc.constant('answer'),
    maxEvents: fc.integer({ min: 1, max: 12 }),
    verdicts: fc.array(verdict, { minLength: 12, maxLength: 12 }),
    /** A press is made while the answers are taken in. */
    pressMeanwhile: fc.boolean(),
  }),
  fc.record({ do: fc.constant('retry'), ledger, numbers: fc.array(number, { maxLength: 4 }) }),
  fc.record({ do: fc.constant('reconcile'), ledger, back: fc.integer({ min: 0, max: 8 }) }),
  fc.record({ do: fc.constant('confirm'), ledger, through: number }),
  fc.record({ do: fc.constant('prune'), newest: fc.integer({ min: 0, max: 12 }), after: number }),
  fc.record({ do: fc.constant('fill-gap') }),
  fc.record({ do: fc.constant('declare-complete'), ledger, through: number }),
  fc.record({ do: fc.constant('reopen') }),
);
type Action = typeof action extends fc.Arbitrary<infer Each> ? Each : never;

/** Whatever happens to an outbox, in whatever order, it shows what a few plain sets of numbers say. */
export function describeOutboxProperties(name: string, open: () => Promise<Reopenable>): void {
  describe(name, () => {
    it('balances its books, sends all that is unanswered, and removes none of it, whatever happens', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 30, size: 'max' }), async (actions) => {
          const run = new OutboxRun(await open());
          for (const each of actions) {
            await run.carryOut(each);
            await run.model.compare(run.outbox);
          }
          run.outbox.close();
        }),
        { numRuns: 40 },
      );
    }, 60_000);
  });
}

class OutboxRun {
  readonly model = new OutboxModel();
  readonly #reopen: () => Promise<Outbox>;
  readonly #bodies = new Map<string, EventBody>();
  outbox: Outbox;

  constructor(opened: Reopenable) {
    this.outbox = opened.outbox;
    this.#reopen = () => opened.reopen();
  }

  async carryOut(step: Action): Promise<void> {
    const { outbox, model } = this;
    switch (step.do) {
      case 'add':
        return this.#add(
          step.ledger,
          step.numbers.map((each) => this.#body(step.ledger, each)),
        );
      case 'press':
        return this.#add(step.ledger, [this.#body(step.ledger, this.#nextNumber(step.ledger))]);
      case 'add-other':
        return this.#add(step.ledger, [
          pressedBody({ ledgerId: step.ledger, number: step.number, id: madeAs(step.number) }),
        ]);
      case 'record': {
        const place = model.nextPlace(NEW_LEDGER);
        const entry = await recordedEntry(outbox, NEW_LEDGER, (given) =>
          pressedBody({ ...given, id: madeAs(given.number) }),
        );
        assert.deepEqual({ ledgerId: entry.ledgerId, number: entry.number }, place);
        model.add(entry.ledgerId, entry.number, entry.body);
        return undefined;
      }
      case 'end':
        model.end(step.ledger);
        return outbox.endLedger(step.ledger);
      case 'answer':
        return this.#answer(step);
      case 'retry':
        model.retry(step.ledger, step.numbers);
        return outbox.retryParked(step.ledger, step.numbers);
      case 'reconcile': {
        const storedThrough = Math.max(0, model.mark(step.ledger) - step.back);
        assert.deepEqual(
          await outbox.reconcile(step.ledger, storedThrough),
          model.reconcile(step.ledger, storedThrough),
        );
        return undefined;
      }
      case 'confirm':
        model.confirm(step.ledger, step.through);
        return outbox.confirm(step.ledger, step.through);
      case 'prune': {
        const madeAfterMs = FIRST_MADE_MS + step.after * 1_000;
        assert.deepEqual(
          await outbox.prune({ newest: step.newest, madeAfterMs }),
          model.prune(step.newest, (each) => each < step.after),
        );
        return undefined;
      }
      case 'fill-gap': {
        for (const { ledgerId, gap } of await outbox.books()) {
          if (gap !== null) {
            const count = gap.through - gap.from + 1;
            await this.#add(
              ledgerId,
              Array.from({ length: count }, (_, index) => lostBody(ledgerId, gap.from + index)),
            );
          }
        }
        assert.deepEqual(
          (await outbox.books()).map(({ gap }) => gap),
          model.ids().map(() => null),
        );
        return undefined;
      }
      case 'declare-complete':
        model.declareComplete(step.ledger, step.through);
        return outbox.declareComplete(step.ledger, step.through);
      case 'reopen':
        this.outbox = await this.#reopen();
        return undefined;
    }
  }

  /** The bytes of an event never change, so a replay brings the same. */
  #body(ledgerId: string, place: number): EventBody {
    const key = `${ledgerId} ${place}`;
    const body =
      this.#bodies.get(key) ?? pressedBody({ ledgerId, number: place, id: madeAs(place) });
    this.#bodies.set(key, body);
    return body;
  }

  #nextNumber(ledgerId: string): number {
    return (this.model.books().find((each) => each.ledgerId === ledgerId)?.made ?? 0) + 1;
  }

  async #add(ledgerId: string, bodies: readonly EventBody[]): Promise<void> {
    const expected = bodies.map((body) => this.model.add(ledgerId, numberOf(body), body));
    assert.deepEqual(await this.outbox.add(bodies), expected);
  }

  async #answer(step: Extract<Action, { do: 'answer' }>): Promise<void> {
    const { outbox, model } = this;
    const batch = await outbox.queuedAfter(null, step.maxEvents);
    const answers = batch.flatMap((entry, index): { ledgerId: string; answer: EntryAnswer }[] => {
      const { ledgerId, number: place } = entry;
      switch (step.verdicts[index]) {
        case 'stored':
          return [{ ledgerId, answer: { number: place, outcome: 'stored' } }];
        case 'parked':
          return [
            {
              ledgerId,
              answer: { number: place, outcome: 'parked', reason: 'invalid', detail: 'no' },
            },
          ];
        default:
          return [];
      }
    });
    for (const [ledgerId, each] of Map.groupBy(answers, (one) => one.ledgerId)) {
      const ofLedger = each.map((one) => one.answer);
      model.settle(ledgerId, ofLedger);
      const settling = outbox.settle(ledgerId, ofLedger);
      const pressing = step.pressMeanwhile
        ? this.#add(ledgerId, [this.#body(ledgerId, this.#nextNumber(ledgerId))])
        : null;
      await Promise.all([settling, pressing]);
    }
  }
}

/** An id as old as its number is low. */
function madeAs(place: number): string {
  return eventId(FIRST_MADE_MS + place * 1_000);
}

function lostBody(ledgerId: string, place: number): EventBody {
  const { v, at } = pressedEvent();
  const id = madeAs(place);
  return freezeEvent({ v, type: 'void', id, ledgerId, number: place, at, reason: 'lost' });
}

function numberOf(body: EventBody): number {
  return (JSON.parse(body) as { number: number }).number;
}
