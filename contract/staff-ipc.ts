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

/** Longest report, in characters of HTML. */
export const MAX_REPORT_LENGTH = 300_000;

export const staffRequests = {
  staffUnlock: { request: z.strictObject({ pin: PinDigits }), reply: UnlockReply },
  staffLock: { request: z.null(), reply: z.null() },
  machineStatus: { request: z.null(), reply: MachineStatus },
  /** While on, presses on boxes are told as `boxTested` and recorded nowhere; their lamps light. */
  testBoxes: { request: z.strictObject({ on: z.boolean() }), reply: z.null() },
  /** Forgets who this terminal is, so that the page enrols it anew; its key and its events stay. */
  forgetIdentity: { request: z.null(), reply: z.null() },
  /** The whole program. */
  restart: { request: z.null(), reply: z.null() },
  /** Keeps a report of a site acceptance test as a page that can be printed. */
  saveReport: {
    request: z.strictObject({ html: z.string().min(1).max(MAX_REPORT_LENGTH) }),
    reply: z.strictObject({ path: z.string() }),
  },
} as const;
