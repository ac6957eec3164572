import { z } from 'zod';

/** `GET /v1/terminal/help/:pressId`: whether somebody took on what the visitor who pressed asked for. */
export const HelpReply = z.strictObject({ acknowledged: z.boolean() });
export type HelpReply = z.infer<typeof HelpReply>;
