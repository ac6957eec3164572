import { ZodError } from 'zod';
import { freezeEvent } from '../../contract/event-body.ts';
import type { FeedbackEvent, PressSource } from '../../contract/feedback-event.ts';
import type { FrozenEvent } from './frozen-event.ts';

/** An event with its number and its bytes, or why it cannot become one: its number then goes to the next. */
export type Frozen =
  | { readonly ok: true; readonly event: FrozenEvent }
  | { readonly ok: false; readonly detail: string };

/**
 * Fixes the bytes of an event.
 *
 * @param source null for what is no press of anything.
 */
export function freezeNumbered(event: FeedbackEvent, source: PressSource | null): Frozen {
  const { id, ledgerId, number, type, at } = event;
  const box = source?.kind === 'box' ? { ...source, at } : null;
  try {
    return { ok: true, event: { id, ledgerId, number, type, at, body: freezeEvent(event), box } };
  } catch (thrown) {
    if (!(thrown instanceof ZodError)) {
      throw thrown;
    }
    const [issue] = thrown.issues;
    return {
      ok: false,
      detail: `${issue?.path.join('.') ?? 'event'}: ${issue?.message ?? 'does not fit'}`,
    };
  }
}
