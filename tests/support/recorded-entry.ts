import type { FreezeAt, Outbox, OutboxEntry } from '../../renderer/outbox/outbox.ts';
import { pressedBody } from './event-maker.ts';

/** Records one event, a press unless another is made, and returns how the outbox holds it. */
export async function recordedEntry(
  outbox: Pick<Outbox, 'record'>,
  newLedgerId: string,
  freeze: FreezeAt = pressedBody,
): Promise<OutboxEntry> {
  const [recorded] = await outbox.record(newLedgerId, [freeze]);
  if (recorded === undefined) {
    throw new Error('The outbox recorded nothing.');
  }
  return recorded.entry;
}
