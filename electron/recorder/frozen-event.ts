import type { EventBody } from '../../contract/event-body.ts';
import type { FeedbackEvent } from '../../contract/feedback-event.ts';
import type { EventId, LedgerId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { BoxReading } from '../journal/box-memory.ts';

/** An event that has its number and its bytes. */
export type FrozenEvent = {
  readonly id: EventId;
  readonly ledgerId: LedgerId;
  readonly number: number;
  readonly type: FeedbackEvent['type'];
  readonly at: Instant;
  readonly body: EventBody;
  /** Where it left counting on a box; null for everything that is not a press on one. */
  readonly box: BoxReading | null;
};
