import type { EventContext, PressedEvent, PressSource } from '../../contract/feedback-event.ts';
import { REPEAT_WITHIN_MS } from '../../contract/feedback-event.ts';
import type { EventId, LedgerId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { Choice } from '../../contract/choice.ts';
import { isSameChoice } from '../../contract/same-choice.ts';
import type { Frozen } from './freeze-numbered.ts';
import { freezeNumbered } from './freeze-numbered.ts';

/** A press as it was heard, with everything that was in force at that moment. */
export type HeardPress = {
  readonly id: EventId;
  readonly at: Instant;
  readonly context: EventContext;
  readonly choice: Choice;
  readonly source: PressSource;
  /** Null for a press heard as it happened. */
  readonly recovered: { readonly from: Instant; readonly until: Instant } | null;
  /** It was counted on from what an earlier run had written, so an earlier run may have recorded it. */
  readonly resumed: boolean;
};

/** The press a later one is measured against. */
export type PreviousPress = { readonly monotonicMs: number; readonly choice: Choice };

/** A heard press that knows what it followed; it lacks only its number. */
export type SpacedPress = HeardPress & {
  readonly sincePreviousMs: number | null;
  readonly repeat: boolean;
};

/**
 * Measures a press against the one before it. A recovered press was made at an unknown time: it is measured against
 * nothing, and nothing is measured against it.
 */
export function spacePress(
  press: HeardPress,
  previous: PreviousPress | null,
): { readonly press: SpacedPress; readonly previous: PreviousPress | null } {
  if (press.recovered !== null) {
    return { press: { ...press, sincePreviousMs: null, repeat: false }, previous };
  }
  const { monotonicMs } = press.at;
  const sincePreviousMs = previous && Math.max(0, monotonicMs - previous.monotonicMs);
  return {
    press: {
      ...press,
      sincePreviousMs,
      repeat:
        previous !== null &&
        isSameChoice(previous.choice, press.choice) &&
        sincePreviousMs !== null &&
        sincePreviousMs < REPEAT_WITHIN_MS,
    },
    previous: { monotonicMs, choice: press.choice },
  };
}

/** A press with its number and its bytes, or why it cannot become an event: its number then goes to the next. */
export function freezePressed(press: SpacedPress, ledgerId: LedgerId, number: number): Frozen {
  return freezeNumbered(makePressed(press, ledgerId, number), press.source);
}

/** The event of a press, now that it has a number. */
function makePressed(press: SpacedPress, ledgerId: LedgerId, number: number): PressedEvent {
  const { id, at, context, choice, source, sincePreviousMs, repeat, recovered } = press;
  return {
    v: 1,
    id,
    ledgerId,
    number,
    at,
    type: 'pressed',
    context,
    rating: choice.rating,
    ...(choice.score === null ? {} : { score: choice.score }),
    source,
    sincePreviousMs,
    repeat,
    ...(recovered === null ? {} : { recovered }),
  };
}
