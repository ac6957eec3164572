import { z } from 'zod';

/** Where a visitor goes on by phone. */
export const FollowUp = z.strictObject({
  /** `https://hub.example/f`: a press-bound token makes it a page of its own, `…/f/TOKEN`. */
  pageUrl: z.url().max(200),
  /** The start screen's code: a page where anybody may answer; changed by the hub now and then. Null for none. */
  startUrl: z.url().max(300).nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;
