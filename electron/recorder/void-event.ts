import { freezeEvent } from '../../contract/event-body.ts';
import type { VoidEvent } from '../../contract/feedback-event.ts';
import type { LedgerId } from '../../contract/identifiers.ts';
import type { FrozenEvent } from './frozen-event.ts';
import type { RecorderMoment } from './recorder-state.ts';

/** Takes the place of an event, so that its ledger stays without gaps. */
export function voidOf(
  { ledgerId, number }: { readonly ledgerId: LedgerId; readonly number: number },
  reason: VoidEvent['reason'],
  { at, newId }: RecorderMoment,
): FrozenEvent {
  const id = newId();
  const body = freezeEvent({ v: 1, id, ledgerId, number, at, type: 'void', reason });
  return { id, ledgerId, number, type: 'void', at, body, box: null };
}
