import type { TerminalBoot } from '../contract/ipc.ts';
import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import type { Clock } from './clock.ts';
import type { KioskHost } from './host/kiosk-host.ts';
import type { Kiosk } from './kiosk/kiosk-store.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PartLoader } from './part-loader.ts';
import type { SignsOfLife } from './signs-of-life.ts';
import type { OutboxOutcome, PressRecorder } from './recording/press-recorder.ts';
import type { TerminalInsight } from './staff/staff-parts.ts';

/** What a terminal is put together from, whichever shell it runs in. */
export type TerminalParts = {
  readonly host: KioskHost;
  readonly boot: TerminalBoot;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly recorder: PressRecorder;
  readonly kiosk: Kiosk;
  readonly loader: PartLoader;
  readonly signs: SignsOfLife;
  /** In force from now on: what the next press is recorded with. */
  readonly onInForce: (identity: TerminalIdentity, configuration: TerminalConfiguration) => void;
  /** It can say how it is from now on. */
  readonly onAlive: (insight: TerminalInsight) => void;
  /** When this program was built; a clock that says it is earlier is wrong. */
  readonly builtAtMs: number;
  /** The page before this one left the outbox without room for a write. */
  readonly outboxLeftFull: boolean;
  /** How the outbox fared with what it was given. */
  readonly onOutbox: (outcome: OutboxOutcome) => void;
  /** Resolves with the next enrolment key somebody types at the set-up page. */
  readonly nextTypedKey: () => Promise<string>;
};
