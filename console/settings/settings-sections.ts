import { MAY_INVITE, MAY_SET_ALERTS, MAY_SET_CHANNELS } from '../../contract/protocol/me.ts';
import type { MeReply, Role } from '../../contract/protocol/me.ts';

/** The parts of the settings, in the order they are listed. */
export const SECTIONS = [
  'rules',
  'escalation',
  'channels',
  'messages',
  'people',
  'places',
] as const;
export type Section = (typeof SECTIONS)[number];

/** As the hub has it: who asks for more is answered 403. */
const ROLES: Readonly<Record<Section, readonly Role[]>> = {
  rules: MAY_SET_ALERTS,
  escalation: MAY_SET_ALERTS,
  channels: MAY_SET_CHANNELS,
  messages: [...MAY_SET_CHANNELS, ...MAY_SET_ALERTS],
  people: MAY_INVITE,
  places: MAY_SET_ALERTS,
};

/** What somebody may open; nothing for most. */
export function sectionsFor({ grants }: Pick<MeReply, 'grants'>): readonly Section[] {
  return SECTIONS.filter((section) => grants.some(({ role }) => ROLES[section].includes(role)));
}

/** Whether one of these roles is theirs everywhere, not at some places only. */
export function holdsEverywhere(
  { grants }: Pick<MeReply, 'grants'>,
  roles: readonly Role[],
): boolean {
  return grants.some(({ role, locationId }) => locationId === null && roles.includes(role));
}
