import type { AlertedLocallyEvent } from '../../contract/feedback-event.ts';
import type { EventId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { Rating } from '../../contract/rating.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';

/** A way to reach somebody inside the store. */
export type StoreChannel = AlertedLocallyEvent['channel'];

/** Where a press was made, by the names of that moment. */
export type StorePlace = Pick<TerminalConfiguration, 'terminal' | 'touchpoint'>;

/** A press as whoever is called in the store may know it: nothing of it is about a person. */
export type StorePress = {
  readonly id: EventId;
  readonly at: Instant;
  readonly rating: Rating;
  readonly place: StorePlace;
  /** Its visitor asks that somebody comes now. */
  readonly helpAsked: boolean;
};

export function placeIn({ terminal, touchpoint }: TerminalConfiguration): StorePlace {
  return { terminal, touchpoint };
}
