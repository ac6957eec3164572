import { z } from 'zod';
import { BoxStatuses } from '../box-status.ts';
import { EventId, HubId, LedgerId } from '../identifiers.ts';
import { WallMs } from '../instant.ts';
import { NumberRange } from '../number-range.ts';
import { RejectionReason } from './events.ts';
import { HeartbeatRequest } from './heartbeat.ts';

/**
 * What a terminal made and where it is: `made = stored + queued + parked + unaccounted`, always. Only when
 * `unaccounted` is 0 do the books balance.
 */
export const Balance = z.strictObject({
  /** Numbers the terminal gave out, as far as the hub heard. */
  made: z.int().min(0),
  /** Held by the hub. */
  stored: z.int().min(0),
  /** Waiting at the terminal, as it last said. */
  queued: z.int().min(0),
  /** Rejected by the hub and kept at the terminal. */
  parked: z.int().min(0),
  /** Neither here nor, by its own word, at the terminal: lost with a disk, or in a gap of the numbering. */
  unaccounted: z.int().min(0),
});
export type Balance = z.infer<typeof Balance>;

/** The books of one ledger at the hub. */
export const LedgerBook = z.strictObject({
  ledgerId: LedgerId,
  /**
   * `lost`: the terminal states its books without it, so its disk was lost; what was made after `statedAtMs` is
   * unknown, and it never counts as balanced.
   */
  state: z.enum(['open', 'lost']),
  /** Another event came with a number that was taken: a disk was cloned. */
  forked: z.boolean(),
  ...Balance.shape,
  /** When the terminal last stated it, on the hub's clock. */
  statedAtMs: WallMs.nullable(),
  /** The lowest ranges of numbers that are unaccounted for, at most 20; without those whose void event is stored. */
  gaps: z.array(NumberRange).max(20),
});
export type LedgerBook = z.infer<typeof LedgerBook>;

const Named = z.strictObject({ id: HubId, name: z.string() });

/** A terminal and the sum of its books. */
export const FleetTerminal = z.strictObject({
  id: HubId,
  name: z.string(),
  touchpoint: Named.nullable(),
  location: Named.nullable(),
  shell: z.enum(['electron', 'browser']),
  appVersion: z.string(),
  enrolledAtMs: WallMs,
  /** When it last sent a heartbeat or a batch. */
  lastSeenAtMs: WallMs.nullable(),
  /** From its last heartbeat; null before the first. */
  storage: HeartbeatRequest.shape.storage.nullable(),
  /** Its button boxes, from its last heartbeat; empty before the first. */
  boxes: BoxStatuses,
  /**
   * By its last heartbeat, null before the first. `no-frames`: nothing was painted in the minute before it; `no-input`:
   * in the five minutes before it not even the input came that the terminal makes to see whether it is heard.
   */
  screen: z.enum(['ok', 'no-frames', 'no-input']).nullable(),
  /** Version of a configuration that it was given and does not use: it cannot read it, or its page came down with it. */
  configurationRefused: z.int().min(0).nullable(),
  balance: Balance,
  ledgers: z.int().min(0),
  lostLedgers: z.int().min(0),
  forkedLedgers: z.int().min(0),
});
export type FleetTerminal = z.infer<typeof FleetTerminal>;

/** Opaque, ordered by the hub; hand it back for the next page. */
export const FleetCursor = z.string().min(1).max(200);

/**
 * `GET /v1/fleet/terminals`: those with something unaccounted, lost, forked or parked, or a button box, a screen or a
 * refused configuration that needs somebody, first, then by name.
 */
export const FleetQuery = z.object({
  after: FleetCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  /** Part of the name of a terminal, its touchpoint or its location, in capitals or not. */
  search: z.string().trim().max(100).optional(),
  /** Only those that come first. */
  only: z.enum(['troubled']).optional(),
});
export const FleetReply = z.strictObject({
  terminals: z.array(FleetTerminal).max(200),
  next: FleetCursor.nullable(),
});
export type FleetReply = z.infer<typeof FleetReply>;

/** `GET /v1/fleet/terminals/:terminalId`. */
export const FleetTerminalReply = z.strictObject({
  terminal: FleetTerminal,
  /** Newest first. */
  books: z.array(LedgerBook),
  /** The request of `…/retry-parked` that the terminal has been told of, or will be with its next heartbeat. */
  retryParked: HubId.nullable(),
});
export type FleetTerminalReply = z.infer<typeof FleetTerminalReply>;

/** An event the hub rejected, with its bytes as they came. The terminal keeps them too. */
export const ParkedEvent = z.strictObject({
  id: EventId,
  /** As far as the bytes can be read. */
  ledgerId: LedgerId.nullable(),
  number: z.int().min(1).nullable(),
  reason: RejectionReason,
  detail: z.string(),
  body: z.string(),
  receivedAtMs: WallMs,
});
export type ParkedEvent = z.infer<typeof ParkedEvent>;

/**
 * `GET /v1/fleet/terminals/:terminalId/parked`: newest first. `GET …/parked.ndjson` is the same, whole, one JSON
 * object a line, to save as a file.
 */
export const ParkedQuery = z.object({
  after: FleetCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const ParkedReply = z.strictObject({
  events: z.array(ParkedEvent).max(200),
  next: FleetCursor.nullable(),
});
export type ParkedReply = z.infer<typeof ParkedReply>;

/** `POST /v1/fleet/terminals/:terminalId/retry-parked`: told to the terminal with its next heartbeat. */
export const RetryParkedReply = z.strictObject({ retryParked: HubId });
export type RetryParkedReply = z.infer<typeof RetryParkedReply>;
