import type { FleetTerminal } from '../../contract/protocol/fleet.ts';
import type { Translate } from '../language/translator.ts';

/** Where the terminal stands: touchpoint and location, as far as it is assigned. */
export function terminalPlace({ touchpoint, location }: FleetTerminal, t: Translate): string {
  const names = [touchpoint, location].flatMap((place) => (place === null ? [] : [place.name]));
  return names.length === 0 ? t('alert.noLocation') : names.join(', ');
}
