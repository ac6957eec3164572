import { z } from 'zod';

/** Every error the hub answers, as problem details (RFC 9457, `application/problem+json`). */
export const Problem = z.object({
  /** Stable name of the kind of error, e.g. `invalid-request`, `token-expired`. */
  type: z.string(),
  /** What happened, in one sentence. */
  title: z.string(),
  status: z.int(),
  /** To what it happened, and what to do about it. */
  detail: z.string(),
  /** Where in the request, for `invalid-request`. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
