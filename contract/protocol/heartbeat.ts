import { z } from 'zod';
import { Instant, WallMs } from '../instant.ts';
import { BoxStatus } from '../box-status.ts';
import { LedgerStatement } from './events.ts';

/** `POST /v1/terminal/heartbeat`: how the terminal is. */
export const HeartbeatRequest = z.strictObject({
  at: Instant,
  appVersion: z.string().min(1).max(40),
  shell: z.enum(['electron', 'browser']),
  /** Name and version of what runs the kiosk, e.g. `Chrome 130.0.6723.118`. */
  runtime: z.string().max(120),
  configurationVersion: z.int().min(0),
  ledgers: z.array(LedgerStatement).max(64),
  box: BoxStatus,
  /** The stores as the last press found them. */
  storage: z.enum(['ok', 'journal-only', 'outbox-only', 'failing']),
  lastPressAt: Instant.nullable(),
  /** When the screen last painted a frame. */
  lastFrameAt: Instant.nullable(),
});
export type HeartbeatRequest = z.infer<typeof HeartbeatRequest>;

export const HeartbeatReply = z.strictObject({
  hubTimeMs: WallMs,
  /** Newer than the terminal's: fetch `/v1/terminal/config`. */
  configurationVersion: z.int().min(0),
});
export type HeartbeatReply = z.infer<typeof HeartbeatReply>;
