import type { BoxStatus } from '../../contract/box-status.ts';
import type { IpcNotice, IpcPush, TerminalBoot } from '../../contract/ipc.ts';
import type { Rating } from '../../contract/rating.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../../contract/terminal-identity.ts';

export type JournalRoom = IpcPush<'journalRoom'>['state'];

/**
 * What the kiosk needs of the shell it runs in.
 *
 * Obligations of an implementation:
 * - the terminal's private key never leaves the shell; it signs token assertions and follow-up tokens, nothing else;
 * - what `save…` resolved for is found again by `boot` after a crash.
 */
export interface KioskHost {
  readonly shell: 'electron' | 'browser';
  boot(): Promise<TerminalBoot>;
  signAssertion(issuedAtMs: number): Promise<string>;
  /** The signed token of a press's own page (`follow-up-token.ts`), which a visitor opens by phone. */
  followUpToken(pressId: string, rating: Rating): Promise<string>;
  saveIdentity(identity: TerminalIdentity): Promise<void>;
  /** Before it is shown; `refused`: a page came down with it before, so what was in force stays. */
  saveConfiguration(configuration: TerminalConfiguration): Promise<'taken' | 'refused'>;
  /** The next `boot` finds neither identity nor configuration; the key stays. */
  forgetIdentity(): Promise<void>;
  /** The language on screen, for presses that come in past the screen. */
  showLanguage(language: string): void;
  /** The hub has everything of a ledger up to a number. */
  storedThrough(ledgerId: string, number: number): void;
  /** The hub has these events, which jumped the queue: it pages somebody, and the store need not. */
  hubTook(ids: readonly string[]): void;
  /** Every button box of the terminal, as soon as that is known and at every change; never where there can be none. */
  boxStatuses(listener: (statuses: readonly BoxStatus[]) => void): void;
  /** Whether the journal's disk has room, as soon as that is known and at every change; never where there is none. */
  journalRoom(listener: (state: JournalRoom) => void): void;
  /** Somebody of the staff said at a box that they are coming; never where there is no box. */
  staffComing(listener: () => void): void;
  /** The press for which somebody is called by what is in the store, now and at every change; null when for none. */
  calledFor(listener: (pressId: string | null) => void): void;
  /** The hub says that somebody is coming, so nobody needs to be called by what is in the store any more. */
  helpAcknowledged(): void;
  /** The hub's certificate was refused; `date` where this machine's own clock may be to blame. */
  certificateRefused(listener: (reason: 'date' | 'other') => void): void;
  /** The shell wants to know whether the page paints and hears; never where nobody would do anything about it. */
  probes(answer: (probe: number) => Promise<IpcNotice<'painted'>>): void;
  /** The page should come anew as soon as nobody is being served. */
  reloadWhenIdle(reload: () => void): void;
}
