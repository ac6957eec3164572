import { z } from 'zod';
import { Instant, WallMs } from '../instant.ts';
import { HubId } from '../identifiers.ts';
import { BoxStatuses } from '../box-status.ts';
import { LedgerStatement, MAX_STATED_LEDGERS } from './events.ts';

/** `POST /v1/terminal/heartbeat`: how the terminal is. */
export const HeartbeatRequest = z.strictObject({
  at: Instant,
  appVersion: z.string().min(1).max(40),
  shell: z.enum(['electron', 'browser']),
  /** Name and version of what runs the kiosk, e.g. `Chrome 130.0.6723.118`. */
  runtime: z.string().max(120),
  configurationVersion: z.int().min(0),
  /** Version of the newest one the terminal got and does not use: it cannot read it, or its page came down with it. */
  configurationRefused: z.int().min(0).nullable().default(null),
  ledgers: z.array(LedgerStatement).max(MAX_STATED_LEDGERS),
  boxes: BoxStatuses,
  /** The stores as the last press found them; `full` while the disk, or the browser's quota, has no room left. */
  storage: z.enum(['ok', 'journal-only', 'outbox-only', 'failing', 'full']),
  /** What the browser allows the outbox, in bytes, and whether it promised not to clear it; null where it won't say. */
  quota: z
    .strictObject({
      usedBytes: z.number().min(0),
      limitBytes: z.number().min(0),
      persisted: z.boolean(),
    })
    .nullable(),
  lastPressAt: Instant.nullable(),
  /** When the screen last painted a frame. */
  lastFrameAt: Instant.nullable(),
  /** When the page last heard a key or a touch, a visitor's or one made to see whether it hears; null where none is. */
  lastInputAt: Instant.nullable(),
});
export type HeartbeatRequest = z.infer<typeof HeartbeatRequest>;

export const HeartbeatReply = z.strictObject({
  hubTimeMs: WallMs,
  /** Newer than the terminal's: fetch `/v1/terminal/config`. */
  configurationVersion: z.int().min(0),
  /** Somebody asked for parked events to be sent again. A request is carried out once, however often it is told. */
  retryParked: HubId.nullable(),
});
export type HeartbeatReply = z.infer<typeof HeartbeatReply>;
