import { z } from 'zod';

/** `GET /v1/terminal/help/:pressId`: whether somebody comes. */
export const HelpReply = z.strictObject({
  /** Somebody took on what the visitor who pressed asked for, and may be announced. */
  acknowledged: z.boolean(),
  /** Somebody took on the alert of the press, whether or not its visitor asked for anybody: the store need not call. */
  alertAcknowledged: z.boolean(),
});
export type HelpReply = z.infer<typeof HelpReply>;
