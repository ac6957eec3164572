import { thawEvent } from '../../contract/event-body.ts';
import type { AnsweredEvent, FeedbackEvent, PressedEvent } from '../../contract/feedback-event.ts';
import { asksForStaff } from '../../contract/flow-steps.ts';
import type { Instant } from '../../contract/instant.ts';
import type { Journal } from '../journal/journal.ts';
import type { UnsentAlert } from './in-store-alert.ts';
import { LATE_AFTER_MS } from './in-store-alert.ts';
import type { StoreChannel, StorePlace, StorePress } from './store-press.ts';

/** More than are made within two minutes. */
const READ_AT_MOST = 500;

/**
 * What a run before this one may have left unalerted: live red presses and wishes of this boot, at most two minutes old
 * and above the hub's mark, unless staff said since that they are coming.
 *
 * @throws when the journal cannot be read.
 */
export async function readUnsentAlerts(
  journal: Pick<Journal, 'newest' | 'summary' | 'page'>,
  now: Instant,
  placeAt: (configurationVersion: number) => StorePlace | null,
): Promise<readonly UnsentAlert[]> {
  const newest = journal.newest();
  if (newest === null) {
    return [];
  }
  const { ledgerId, highest } = newest;
  const confirmed = journal.summary().find((each) => each.ledgerId === ledgerId)?.confirmed ?? 0;
  const from = Math.max(confirmed, highest - READ_AT_MOST) + 1;
  const { bodies } = await journal.page(ledgerId, from, READ_AT_MOST);
  const events = bodies.flatMap((body) => {
    const thawed = thawEvent(body);
    return thawed.ok && isLive(thawed.event, now) ? [thawed.event] : [];
  });
  const comingAt = events.findLastIndex(
    (event) => event.type === 'acknowledged-in-store' && event.recovered === undefined,
  );
  return unsentAmong(events.slice(comingAt + 1), placeAt);
}

function isLive({ at }: FeedbackEvent, now: Instant): boolean {
  return at.bootId === now.bootId && now.monotonicMs - at.monotonicMs <= LATE_AFTER_MS;
}

function unsentAmong(
  events: readonly FeedbackEvent[],
  placeAt: (configurationVersion: number) => StorePlace | null,
): readonly UnsentAlert[] {
  const presses = new Map<string, StorePress>();
  for (const event of events) {
    if (event.type === 'pressed' && event.recovered === undefined && !event.repeat) {
      const press = pressOf(event, placeAt(event.context.configurationVersion));
      if (press !== null) {
        presses.set(press.id, press);
      }
    }
  }
  const wishes = events.filter((event) => event.type === 'answered').filter(asksForStaff);
  const recordedOf = (pressId: string): readonly StoreChannel[] =>
    events.flatMap((event) =>
      event.type === 'alerted-locally' && event.pressId === pressId ? [event.channel] : [],
    );
  const unsent = (press: StorePress, { id, at }: PressedEvent | AnsweredEvent): UnsentAlert => ({
    awaits: id,
    madeAtMs: at.monotonicMs,
    press,
    recorded: recordedOf(press.id),
  });
  return events.flatMap((event): readonly UnsentAlert[] => {
    if (event.type === 'pressed' && event.rating === 'negative') {
      const press = presses.get(event.id);
      const helpAsked = wishes.some(({ pressId }) => pressId === event.id);
      return press === undefined ? [] : [unsent({ ...press, helpAsked }, event)];
    }
    if (event.type === 'answered' && asksForStaff(event)) {
      const press = presses.get(event.pressId);
      return press === undefined ? [] : [unsent({ ...press, helpAsked: true }, event)];
    }
    return [];
  });
}

function pressOf({ id, at, rating }: PressedEvent, place: StorePlace | null): StorePress | null {
  return place && { id, at, rating, place, helpAsked: false };
}
