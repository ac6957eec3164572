import { z } from 'zod';
import { StepOutcome } from './feedback-event.ts';
import { EventId } from './identifiers.ts';
import { MAX_SEALED_LENGTH } from './sealing.ts';

const StepName = z.string().min(1).max(64);

/** What the page wants recorded of what follows a press; it becomes events in the same ledger. */
export const FlowRecord = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('answered'),
    pressId: EventId,
    step: StepName,
    outcome: StepOutcome,
    /** What the outcome names by its hash, where it is sealed: recorded before it, as an event of its own. */
    jwe: z.string().min(1).max(MAX_SEALED_LENGTH).nullable(),
  }),
  z.strictObject({ type: z.literal('abandoned'), pressId: EventId, step: StepName }),
]);
export type FlowRecord = z.infer<typeof FlowRecord>;
