import { z } from 'zod';
import { PinDigits } from './staff-pin.ts';

/**
 * What the staff menu asks of main. Everything but `staffUnlock` and `staffLock` is refused unless the PIN was given;
 * main locks again when the menu closes, when the page goes, and after ten minutes.
 */

export const UnlockReply = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('unlocked') }),
  z.strictObject({ outcome: z.literal('wrong'), attemptsLeft: z.int().min(0) }),
  /** Too many wrong PINs, also across restarts. */
  z.strictObject({ outcome: z.literal('locked-out'), forMs: z.number().min(0) }),
  z.strictObject({ outcome: z.literal('no-pin') }),
]);
export type UnlockReply = z.infer<typeof UnlockReply>;

/** What main knows of the machine it runs on. Sizes in bytes. */
export const MachineStatus = z.strictObject({
  appVersion: z.string().max(40),
  runtime: z.string().max(120),
  platform: z.string().max(120),
  upMs: z.number().min(0),
  hubUrl: z.string().max(300).nullable(),
  disk: z.strictObject({ freeBytes: z.number().min(0), sizeBytes: z.number().min(0) }).nullable(),
  memoryBytes: z.number().min(0),
  networks: z
    .array(z.strictObject({ name: z.string().max(60), address: z.string().max(60) }))
    .max(32),
  journal: z.enum(['works', 'full', 'unavailable']),
  locked: z.boolean(),
});
export type MachineStatus = z.infer<typeof MachineStatus>;

/** A button that was pressed during a test of the boxes. */
export const BoxTestPress = z.strictObject({
  boxId: z.string().max(64),
  button: z.int().min(0).max(31),
});
export type BoxTestPress = z.infer<typeof BoxTestPress>;

/** What a write to the terminal's disk took, or why it failed. */
export const DiskCheck = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('kept'), tookMs: z.number().min(0) }),
  z.strictObject({ outcome: z.literal('failed'), detail: z.string().max(300) }),
]);
export type DiskCheck = z.infer<typeof DiskCheck>;

/** What came of asking the hub's address by the network of the page, with its proxy and its certificates. */
export const HubReach = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('no-hub') }),
  /** Somebody answered, as the hub or not. */
  z.strictObject({
    outcome: z.literal('answered'),
    status: z.int(),
    ours: z.boolean(),
    tookMs: z.number().min(0),
  }),
  /** As Chromium names it, such as `ERR_NAME_NOT_RESOLVED`. */
  z.strictObject({
    outcome: z.literal('failed'),
    error: z.string().max(80),
    tookMs: z.number().min(0),
  }),
]);
export type HubReach = z.infer<typeof HubReach>;

/** Longest report, in characters of HTML. */
export const MAX_REPORT_LENGTH = 300_000;
/** Longest export of parked events, in characters; more of them make several. */
export const MAX_EXPORT_LENGTH = 4_000_000;

export const staffRequests = {
  staffUnlock: { request: z.strictObject({ pin: PinDigits }), reply: UnlockReply },
  staffLock: { request: z.null(), reply: z.null() },
  machineStatus: { request: z.null(), reply: MachineStatus },
  /** While on, presses on boxes are told as `boxTested` and recorded nowhere; their lamps light. */
  testBoxes: { request: z.strictObject({ on: z.boolean() }), reply: z.null() },
  /** Lights every button that has a meaning, or sounds the buzzers, or shines the beacons, for a moment. */
  signalBoxes: {
    request: z.strictObject({ what: z.enum(['lamps', 'buzzer', 'beacon']) }),
    reply: z.null(),
  },
  /** Somebody is at the terminal: lamp and buzzer need not call any more. */
  stopCalling: { request: z.null(), reply: z.null() },
  /** Writes, reads and removes a file beside the journal. No event is made. */
  checkDisk: { request: z.null(), reply: DiskCheck },
  reachHub: { request: z.null(), reply: HubReach },
  /** Forgets who this terminal is, so that the page enrols it anew; its key and its events stay. */
  forgetIdentity: { request: z.null(), reply: z.null() },
  /** The whole program; not while an event is on its way to the stores. */
  restart: {
    request: z.null(),
    reply: z.strictObject({ outcome: z.enum(['restarting', 'writing']) }),
  },
  /** Keeps a report of a site acceptance test as a page that can be printed. */
  saveReport: {
    request: z.strictObject({ html: z.string().min(1).max(MAX_REPORT_LENGTH) }),
    reply: z.strictObject({ path: z.string() }),
  },
  /** Keeps parked events as a file that somebody can take along: they stay parked. */
  saveExport: {
    request: z.strictObject({ json: z.string().min(1).max(MAX_EXPORT_LENGTH) }),
    reply: z.strictObject({ path: z.string() }),
  },
} as const;
