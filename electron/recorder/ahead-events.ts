import type { EventBody } from '../../contract/event-body.ts';
import { thawEvent } from '../../contract/event-body.ts';
import type { BoxSource, PressSource } from '../../contract/feedback-event.ts';
import type { EventId, LedgerId } from '../../contract/identifiers.ts';
import { isAheadU32 } from '../journal/u32-order.ts';

/** An event that the outbox handed in because the journal, as far as it knew, lacks it. */
export type AheadEvent = {
  readonly id: EventId;
  readonly ledgerId: LedgerId;
  readonly number: number;
  readonly body: EventBody;
  /** Null for everything that is not a press on a box. */
  readonly box: BoxSource | null;
  readonly journalHolds: boolean;
};

/** Reads what the outbox handed in. What cannot be read stays in the outbox and is said in `unreadable`. */
export function readAhead(
  bodies: readonly EventBody[],
  journalHolds: (ledgerId: LedgerId, number: number) => boolean,
): { readonly events: readonly AheadEvent[]; readonly unreadable: readonly string[] } {
  const events: AheadEvent[] = [];
  const unreadable: string[] = [];
  for (const body of bodies) {
    const thawed = thawEvent(body);
    if (!thawed.ok) {
      unreadable.push(thawed.detail);
      continue;
    }
    const { event } = thawed;
    const { id, ledgerId, number } = event;
    const source =
      event.type === 'pressed' || event.type === 'acknowledged-in-store' ? event.source : null;
    const box = source?.kind === 'box' ? source : null;
    events.push({ id, ledgerId, number, body, box, journalHolds: journalHolds(ledgerId, number) });
  }
  return { events, unreadable };
}

/** Per button of a box and boot the highest count that the outbox is known to hold. */
export type RecordedPresses = ReadonlyMap<string, number>;

export function withRecorded(
  recorded: RecordedPresses,
  events: readonly AheadEvent[],
): RecordedPresses {
  const next = new Map(recorded);
  for (const { box } of events) {
    const known = box === null ? undefined : next.get(buttonKey(box));
    if (box !== null && (known === undefined || isAheadU32(box.count, known))) {
      next.set(buttonKey(box), box.count);
    }
  }
  return next;
}

/** Whether the outbox holds this press of a box, or one that the box counted after it. */
export function isRecorded(recorded: RecordedPresses, source: PressSource): boolean {
  const known = source.kind === 'box' ? recorded.get(buttonKey(source)) : undefined;
  return source.kind === 'box' && known !== undefined && !isAheadU32(source.count, known);
}

function buttonKey({ boxId, boot, button }: BoxSource): string {
  return JSON.stringify([boxId, boot, button]);
}
