import { z } from 'zod';

/** Milliseconds since 1970-01-01T00:00Z, as the clock that is named says. */
export const WallMs = z.int().min(0).max(8_640_000_000_000_000);

/**
 * One moment as a terminal knows it. The wall clock may be wrong; the monotonic clock never jumps but means
 * something only beside other readings with the same `bootId`.
 */
export const Instant = z.strictObject({
  wallMs: WallMs,
  /** Milliseconds on a clock that only goes forward; its zero is unknown. */
  monotonicMs: z.number().min(0),
  /** Names the run of the monotonic clock: an operating-system boot, or a page load in the browser. */
  bootId: z.string().min(1).max(64),
});
export type Instant = z.infer<typeof Instant>;
