import { z } from 'zod';
import { HubId } from '../identifiers.ts';

export const Role = z.enum(['staff', 'manager', 'analyst', 'it', 'admin']);
export type Role = z.infer<typeof Role>;

/** Who sees where a terminal's events are, and who may have it send again what the hub rejected. */
export const MAY_READ_FLEET: readonly Role[] = ['manager', 'analyst', 'it', 'admin'];
export const MAY_RETRY_PARKED: readonly Role[] = ['it', 'admin'];
/** Those who walk up to the shopper; analysts and IT only look on. */
export const MAY_HANDLE_ALERTS: readonly Role[] = ['staff', 'manager', 'admin'];
/** Who decides what alerts, whom, and when; at the places where they have the role. */
export const MAY_SET_ALERTS: readonly Role[] = ['manager', 'admin'];
/** Who sees and says where messages go that nobody's account stands for: Slack, Teams, webhooks. */
export const MAY_SET_CHANNELS: readonly Role[] = ['it', 'admin'];
/** Managers invite staff to their places; admins anybody. */
export const MAY_INVITE: readonly Role[] = ['manager', 'admin'];

/** A role, at a location and all below it; everywhere when that is null. */
export const Grant = z.strictObject({ role: Role, locationId: HubId.nullable() });
export type Grant = z.infer<typeof Grant>;

/** `GET /v1/me`: who is signed in, and where. 401 when nobody is. */
export const MeReply = z.strictObject({
  user: z.strictObject({ id: z.string(), name: z.string(), email: z.email() }),
  organization: z.strictObject({ id: HubId, name: z.string() }),
  /** The one of the grants that allows most. */
  role: Role,
  grants: z.array(Grant).min(1),
});
export type MeReply = z.infer<typeof MeReply>;
