import { z } from 'zod';

/** The button box as the terminal sees it. */
export const BoxStatus = z.discriminatedUnion('state', [
  /** No port is configured. */
  z.strictObject({ state: z.literal('none') }),
  /** Looking for a box: the port cannot be opened, or nothing that speaks the protocol answered yet. */
  z.strictObject({ state: z.literal('searching'), detail: z.string().max(300) }),
  z.strictObject({
    state: z.literal('live'),
    boxId: z.string().min(1).max(64),
    firmware: z.string().max(40),
    path: z.string().max(300),
  }),
  /** Heartbeats stopped although the port did not report an unplug. */
  z.strictObject({ state: z.literal('stale'), path: z.string().max(300) }),
]);
export type BoxStatus = z.infer<typeof BoxStatus>;
