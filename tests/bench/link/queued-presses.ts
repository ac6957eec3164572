import { type EventBody, freezeEvent } from '../../../contract/event-body.ts';
import type { EventContext } from '../../../contract/feedback-event.ts';
import type { Rating } from '../../../contract/rating.ts';
import { uuidV7 } from '../../../contract/uuid-v7.ts';

/** A press as the outbox keeps it and a peer is given it: the same bytes for both. */
export type QueuedPress = { readonly id: string; readonly body: EventBody };

export type QueuedPressesOptions = {
  readonly count: number;
  readonly context: EventContext;
  /** When the last of them was made, in milliseconds since 1970. */
  readonly untilMs: number;
  readonly randomBytes: (count: number) => Uint8Array;
};

/** One press in this time, so that twenty thousand are what a terminal queues on a busy day without its hub. */
const EVERY_MS = 3_000;
/** One in this many is negative. */
const NEGATIVE_ONE_IN = 20;

/**
 * What a terminal queued while its hub was away, in the order of its numbers: one ledger, made in an earlier run of
 * its clock, so that no press is fresh any more.
 */
export function queuedPresses(options: QueuedPressesOptions): QueuedPress[] {
  const { count, context, untilMs, randomBytes } = options;
  const firstMs = untilMs - (count - 1) * EVERY_MS;
  const ledgerId = uuidV7(firstMs, randomBytes(10));
  const bootId = uuidV7(firstMs, randomBytes(10));
  return Array.from({ length: count }, (_, index) => {
    const wallMs = firstMs + index * EVERY_MS;
    const id = uuidV7(wallMs, randomBytes(10));
    const body = freezeEvent({
      v: 1,
      type: 'pressed',
      id,
      ledgerId,
      number: index + 1,
      at: { wallMs, monotonicMs: 5_000 + index * EVERY_MS, bootId },
      context,
      rating: ratingOf(index),
      source: { kind: 'touch' },
      sincePreviousMs: index === 0 ? null : EVERY_MS,
      repeat: false,
    });
    return { id, body };
  });
}

function ratingOf(index: number): Rating {
  if (index % NEGATIVE_ONE_IN === NEGATIVE_ONE_IN - 1) {
    return 'negative';
  }
  return index % 3 === 0 ? 'neutral' : 'positive';
}

/** A context for presses that no hub will ever see. */
export const UNKNOWN_PLACE: EventContext = {
  terminalId: '7e1f0c1a-0000-4000-8000-000000000001',
  touchpointId: '7e1f0c1a-0000-4000-8000-000000000002',
  questionnaire: { id: '7e1f0c1a-0000-4000-8000-000000000003', version: 1 },
  configurationVersion: 1,
  language: 'nl',
};
