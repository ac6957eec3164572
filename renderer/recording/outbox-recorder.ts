import type { EventContext } from '../../contract/feedback-event.ts';
import { REPEAT_WITHIN_MS } from '../../contract/feedback-event.ts';
import type { FlowRecord } from '../../contract/flow-record.ts';
import type { Instant } from '../../contract/instant.ts';
import type { Choice } from '../../contract/choice.ts';
import { freezeEvent } from '../../contract/event-body.ts';
import { isSameChoice } from '../../contract/same-choice.ts';
import { elapsedMs } from '../clock.ts';
import { messageOf } from '../message-of.ts';
import type { FreezeAt, Outbox } from '../outbox/outbox.ts';
import { checkedContents } from './flow-contents.ts';
import type { Keeping } from './keeping.ts';
import { outcomeOfFailure } from './outbox-failure.ts';
import type { PressRecorder, RecorderListener } from './press-recorder.ts';

export type OutboxRecorderOptions = {
  /** Null where the browser offers no storage: then nothing is kept, and the visitor is told so. */
  readonly outbox: Outbox | null;
  readonly now: () => Instant;
  readonly makeId: (wallMs: number) => string;
  /** What is in force now; null while the terminal is not enrolled, when nothing is recorded. */
  readonly context: () => EventContext | null;
};

/** Records in the browser, where the outbox is the only store and gives out the numbers. */
export function createOutboxRecorder(options: OutboxRecorderOptions): PressRecorder {
  const { outbox } = options;
  let listener: RecorderListener | null = null;
  let previous: { readonly choice: Choice; readonly at: Instant } | null = null;

  /** What follows a press is recorded one after the other, in the order it was told. */
  let following: Promise<unknown> = Promise.resolve();

  /** All of them, or none. */
  async function keep(
    newLedgerId: string,
    freeze: readonly FreezeAt[],
    told: RecorderListener,
  ): Promise<Keeping> {
    if (outbox === null) {
      return 'nothing';
    }
    try {
      const recorded = await outbox.record(newLedgerId, freeze);
      told.onQueued(recorded.filter(({ urgent }) => urgent).map(({ entry }) => entry));
      told.onOutbox('worked');
      return 'outbox-only';
    } catch (error) {
      told.onTrouble(`The outbox could not keep an event: ${messageOf(error)}`);
      told.onOutbox(outcomeOfFailure(error));
      return 'nothing';
    }
  }

  async function keepFlow(flow: FlowRecord, at: Instant, told: RecorderListener): Promise<boolean> {
    try {
      const contents = await checkedContents(flow);
      const freeze = contents.map((content): FreezeAt => {
        const id = options.makeId(at.wallMs);
        return (place) => freezeEvent({ v: 1, id, ...place, at, ...content });
      });
      return (await keep(options.makeId(at.wallMs), freeze, told)) !== 'nothing';
    } catch (error) {
      told.onTrouble(`An answer was not recorded: ${messageOf(error)}`);
      return false;
    }
  }

  return {
    async start(toldFromNowOn) {
      listener = toldFromNowOn;
    },
    press(choice, source) {
      const context = options.context();
      if (listener === null || context === null) {
        return;
      }
      const at = options.now();
      const id = options.makeId(at.wallMs);
      const sincePreviousMs = previous === null ? null : elapsedMs(previous.at, at);
      const repeat =
        previous !== null &&
        isSameChoice(previous.choice, choice) &&
        sincePreviousMs !== null &&
        sincePreviousMs < REPEAT_WITHIN_MS;
      previous = { choice, at };
      const freeze: FreezeAt = (place) =>
        freezeEvent({
          v: 1,
          type: 'pressed',
          id,
          ...place,
          at,
          context,
          rating: choice.rating,
          ...(choice.score === null ? {} : { score: choice.score }),
          source: { kind: source },
          sincePreviousMs,
          repeat,
        });
      listener.onPress({ id, choice, repeat, ageMs: 0, kept: keep(id, [freeze], listener) });
    },
    async record(flow) {
      const told = listener;
      if (told === null || options.context() === null) {
        return false;
      }
      const at = options.now();
      const keeping = following.then(() => keepFlow(flow, at, told));
      following = keeping;
      return keeping;
    },
    async fillGap(ledgerId, { from, through }) {
      const at = options.now();
      const voids = Array.from({ length: through - from + 1 }, (_, index) =>
        freezeEvent({
          v: 1,
          type: 'void',
          id: options.makeId(at.wallMs),
          ledgerId,
          number: from + index,
          at,
          reason: 'lost',
        }),
      );
      try {
        await outbox?.add(voids);
        listener?.onQueued([]);
      } catch (error) {
        listener?.onTrouble(`A gap in the outbox could not be filled: ${messageOf(error)}`);
      }
    },
    ledgerForked(ledgerId) {
      outbox
        ?.endLedger(ledgerId)
        .catch((error: unknown) =>
          listener?.onTrouble(`No new ledger could be begun: ${messageOf(error)}`),
        );
    },
  };
}
