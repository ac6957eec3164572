import { z } from 'zod';
import { HubId } from '../identifiers.ts';

export const Role = z.enum(['staff', 'manager', 'analyst', 'it', 'admin']);
export type Role = z.infer<typeof Role>;

/** Who sees where a terminal's events are, and who may have it send again what the hub rejected. */
export const MAY_READ_FLEET: readonly Role[] = ['manager', 'analyst', 'it', 'admin'];
export const MAY_RETRY_PARKED: readonly Role[] = ['it', 'admin'];

/** `GET /v1/me`: who is signed in, and where. 401 when nobody is. */
export const MeReply = z.strictObject({
  user: z.strictObject({ id: z.string(), name: z.string(), email: z.email() }),
  organization: z.strictObject({ id: HubId, name: z.string() }),
  role: Role,
});
export type MeReply = z.infer<typeof MeReply>;
