import { z } from 'zod';
import { BoxStatuses } from './box-status.ts';
import { EventBody } from './event-body.ts';
import { EventId, LanguageTag, LedgerId } from './identifiers.ts';
import { Instant, WallMs } from './instant.ts';
import { KeypadKeys } from './keypad-keys.ts';
import { MAX_AHEAD, MAX_GAP_FILL, MAX_HUB_TOOK, MAX_MISSING_RANGES } from './ipc-limits.ts';
import { NumberRange } from './number-range.ts';
import { PublicKeyJwk } from './protocol/enrolment.ts';
import { Choice } from './choice.ts';
import { FlowRecord } from './flow-record.ts';
import { Rating } from './rating.ts';
import { BoxTestPress, staffRequests } from './staff-ipc.ts';
import { TerminalConfiguration } from './terminal-configuration.ts';
import { TerminalIdentity } from './terminal-identity.ts';

/**
 * Everything main process and renderer say to each other. Main validates all that the page says; what main says was
 * validated when it was made, by the same build, and the page takes it as it comes.
 * Three maps: requests (renderer asks, main answers), notices (renderer tells main), pushes (main tells renderer).
 */

/** Where a ledger stands in one store. */
export const LedgerEnd = z.strictObject({ ledgerId: LedgerId, highest: z.int().min(0) });
export type LedgerEnd = z.infer<typeof LedgerEnd>;

/** What the journal holds of one ledger. */
export const JournalHolding = z.strictObject({
  ...LedgerEnd.shape,
  /** Numbers below the highest that it does not hold, and that the hub had not confirmed: the outbox hands them in. */
  missing: z.array(NumberRange).max(MAX_MISSING_RANGES),
});
export type JournalHolding = z.infer<typeof JournalHolding>;

/** What the renderer finds at start. */
export const TerminalBoot = z.strictObject({
  appVersion: z.string(),
  /** Main's clock as it answers, so that the renderer can tell time on the clock that events are stamped with. */
  clock: Instant,
  /** Null when no hub is configured. */
  hubUrl: z.url().nullable(),
  /** From the configuration; used to enrol, and again should the hub have lost this terminal. */
  enrolmentKey: z.string().nullable(),
  publicKey: PublicKeyJwk,
  identity: TerminalIdentity.nullable(),
  /** The last good configuration. */
  configuration: TerminalConfiguration.nullable(),
  /** Version of the newest configuration that took its page down and was set aside. */
  configurationRefused: z.int().min(0).nullable(),
  /** Which key is which button; null for the keys that every terminal has. */
  keypadKeys: KeypadKeys.nullable(),
  /** What the journal holds, per ledger: the outbox hands in what is missing and what lies beyond. */
  journal: z.array(JournalHolding),
});
export type TerminalBoot = z.infer<typeof TerminalBoot>;

/** The highest number the outbox holds, per ledger; or that there is no outbox to be had. */
export const OutboxReport = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('ready'),
    ledgers: z.array(LedgerEnd),
    /** Events the journal lacks, oldest first: main was killed between the two commits, or its journal failed. */
    ahead: z.array(EventBody).max(MAX_AHEAD),
  }),
  z.strictObject({ state: z.literal('unavailable'), detail: z.string().max(500) }),
]);
export type OutboxReport = z.infer<typeof OutboxReport>;

/** What the journal holds of one ledger, and how far the hub confirmed it: enough to refill an outbox that was lost. */
export const JournalSummary = z.strictObject({
  ledgerId: LedgerId,
  /** The hub has everything up to here. */
  confirmed: z.int().min(0),
  /** Highest number held. */
  last: z.int().min(0),
});
export type JournalSummary = z.infer<typeof JournalSummary>;

export const ipcRequests = {
  boot: { request: z.null(), reply: TerminalBoot },
  /** A visitor touched a face or pressed its key. The reply is the event's id; the press itself comes as a push. */
  press: {
    request: z.strictObject({
      choice: Choice,
      source: z.enum(['touch', 'keyboard']),
      /** Of what the page shows: while the next one is being written, that is still the one before. */
      configurationVersion: z.int().min(0).nullable(),
    }),
    reply: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('taken') }),
      /** Not enrolled, so nothing is recorded. */
      z.strictObject({ outcome: z.literal('not-enrolled') }),
    ]),
  },
  /**
   * How a visitor left a step, or that the next visitor ended it: recorded as events of their own, named by the reply.
   * They come back as `pressed` pushes, as every numbered event does, before it or after.
   */
  record: {
    request: FlowRecord,
    reply: z.discriminatedUnion('outcome', [
      z.strictObject({ outcome: z.literal('taken'), ids: z.array(EventId).min(1) }),
      z.strictObject({ outcome: z.literal('not-enrolled') }),
    ]),
  },
  /** The signed token of a press's page (`follow-up-token.ts`), which a visitor opens by phone. */
  followUpToken: {
    request: z.strictObject({ pressId: EventId, rating: Rating }),
    reply: z.strictObject({ token: z.string().min(1).max(200) }),
  },
  /** The renderer can take presses from here on; main replays those it still holds. */
  attach: {
    request: OutboxReport,
    reply: z.strictObject({ ledgerId: LedgerId, journal: z.array(JournalSummary) }),
  },
  /** Events of one ledger from the journal, in order, to refill an outbox that lost them. */
  readJournal: {
    request: z.strictObject({
      ledgerId: LedgerId,
      from: z.int().min(1),
      limit: z.int().min(1).max(1_000),
    }),
    reply: z.strictObject({ bodies: z.array(EventBody), next: z.int().min(1).nullable() }),
  },
  /**
   * The outbox lacks these numbers and nobody answered them, so its queue would stop there for ever. The reply holds
   * them from the journal; in the place of each that no store holds and nobody is writing, a `void` event that the
   * journal keeps from now on. A number left out is still on its way, or has to be asked for again.
   */
  fillGap: {
    request: z.strictObject({ ledgerId: LedgerId, ...NumberRange.shape }),
    reply: z.strictObject({ bodies: z.array(EventBody).max(MAX_GAP_FILL) }),
  },
  /** A `private_key_jwt` assertion for the identity main holds; main fills every claim but the time. */
  signAssertion: {
    request: z.strictObject({ issuedAtMs: WallMs }),
    reply: z.strictObject({ assertion: z.string() }),
  },
  saveIdentity: { request: TerminalIdentity, reply: z.null() },
  /** Before it is shown, so that main knows what a page came down with. One that was set aside is not taken again. */
  saveConfiguration: { request: TerminalConfiguration, reply: z.enum(['taken', 'refused']) },
  ...staffRequests,
} as const;

export const ipcNotices = {
  /** The outbox has, or could not get, this event on disk. */
  outboxSettled: z.strictObject({ id: EventId, kept: z.boolean() }),
  /** The hub has stored everything of this ledger up to here. */
  storedThrough: z.strictObject({ ledgerId: LedgerId, number: z.int().min(0) }),
  /** The hub has these events that jumped the queue: it pages somebody, and the store need not. */
  hubTook: z.strictObject({ ids: z.array(EventId).min(1).max(MAX_HUB_TOOK) }),
  /** Another event holds a number of this ledger (a cloned disk): what is pressed from now on goes to a new one. */
  ledgerForked: z.strictObject({ ledgerId: LedgerId }),
  /** The language on screen, recorded with presses from the box. */
  language: LanguageTag,
  /** The hub says that somebody took on what is called for here: nobody needs to be called any more. */
  helpAcknowledged: z.null(),
  /** The answer to `probe`, given after a frame that was forced for it, or when none came in time. */
  painted: z.strictObject({
    probe: z.int().min(0),
    /** Whether that frame was painted. */
    frame: z.boolean(),
    /** By the page's own word somebody could see it: a hidden page is given no frames. */
    visible: z.boolean(),
    /** Which screen stands on the page; null when none does. */
    screen: z.string().max(40).nullable(),
    /** The input event that main sends with each probe (`probe-key.ts`) arrived. */
    heardInput: z.boolean(),
  }),
} as const;

export const ipcPushes = {
  /** A numbered press, frozen; the renderer shows it pressed, commits it to the outbox and answers `outboxSettled`. */
  pressed: z.strictObject({
    body: EventBody,
    /** Time since the press was made, in milliseconds. */
    ageMs: z.number().min(0),
  }),
  /** The journal has, or could not get, this event on disk. */
  journalSettled: z.strictObject({ id: EventId, kept: z.boolean() }),
  /** Pushed at every attach and when one changes. */
  boxStatuses: BoxStatuses,
  /**
   * Whether the journal's disk has room; pushed at every attach and when it changes. `full`: only what the reserve
   * still takes is kept.
   */
  journalRoom: z.strictObject({ state: z.enum(['enough', 'full']) }),
  /** A TLS certificate on the way to the hub was refused; `date` where the terminal's own clock may be to blame. */
  certificateRefused: z.strictObject({ reason: z.enum(['date', 'other']) }),
  /** Main wants to know that the page paints and hears: it forces a frame and answers `painted`. */
  probe: z.strictObject({ probe: z.int().min(0) }),
  /** The page should go and come back as soon as nobody is being served: it has grown too large, for one. */
  reloadWhenIdle: z.null(),
  /**
   * The press for which lamp and buzzer call somebody, as the hub had not taken it; null when nobody is called any more.
   * Pushed when it changes, and at an attach while there is one: the page asks the hub whether somebody took it on.
   */
  calledFor: z.strictObject({ pressId: EventId.nullable() }),
  /** Somebody of the staff said at the box that they are coming. */
  staffComing: z.null(),
  /** While the staff menu tests the boxes: a button was pressed, and nothing is recorded of it. */
  boxTested: BoxTestPress,
} as const;

export type IpcRequests = typeof ipcRequests;
export type IpcRequestName = keyof IpcRequests;
export type IpcRequest<Name extends IpcRequestName> = z.infer<IpcRequests[Name]['request']>;
export type IpcReply<Name extends IpcRequestName> = z.infer<IpcRequests[Name]['reply']>;
export type IpcNotices = typeof ipcNotices;
export type IpcNoticeName = keyof IpcNotices;
export type IpcNotice<Name extends IpcNoticeName> = z.infer<IpcNotices[Name]>;
export type IpcPushes = typeof ipcPushes;
export type IpcPushName = keyof IpcPushes;
export type IpcPush<Name extends IpcPushName> = z.infer<IpcPushes[Name]>;
