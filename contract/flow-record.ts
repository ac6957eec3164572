import { z } from 'zod';
import type { AbandonedEvent, AnsweredEvent, SealedEvent } from './feedback-event.ts';
import { StepOutcome } from './feedback-event.ts';
import { EventId } from './identifiers.ts';
import { MAX_SEALED_LENGTH } from './sealing.ts';

const StepName = z.string().min(1).max(64);

/** What the page wants recorded of what follows a press; it becomes events in the same ledger. */
export const FlowRecord = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('answered'),
      pressId: EventId,
      step: StepName,
      outcome: StepOutcome,
      /** What the outcome names by its hash, where it is sealed: recorded before it, as an event of its own. */
      jwe: z.string().min(1).max(MAX_SEALED_LENGTH).nullable(),
    })
    .refine(
      ({ outcome, jwe }) => (outcome.kind === 'sealed') === (jwe !== null),
      'must hold a JWE where the outcome is sealed, and nowhere else',
    ),
  z.strictObject({ type: z.literal('abandoned'), pressId: EventId, step: StepName }),
]);
export type FlowRecord = z.infer<typeof FlowRecord>;

type Header = 'v' | 'id' | 'ledgerId' | 'number' | 'at';

/** An event of what follows a press; it lacks what every event carries. */
export type FlowContent =
  | Omit<SealedEvent, Header>
  | Omit<AnsweredEvent, Header>
  | Omit<z.infer<typeof AbandonedEvent>, Header>;

/** The events that a flow record becomes, in their order: what is sealed before what names it. */
export function flowContents(flow: FlowRecord): readonly FlowContent[] {
  if (flow.type === 'abandoned') {
    return [flow];
  }
  const { jwe, ...answered } = flow;
  return jwe !== null && flow.outcome.kind === 'sealed'
    ? [{ type: 'sealed', sha256: flow.outcome.sha256, jwe }, answered]
    : [answered];
}
