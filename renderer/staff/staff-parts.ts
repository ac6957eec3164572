import type { Instant } from '../../contract/instant.ts';
import type { TerminalBoot } from '../../contract/ipc.ts';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { Clock } from '../clock.ts';
import type { Health } from '../health.ts';
import type { KioskHost } from '../host/kiosk-host.ts';
import type { Outbox } from '../outbox/outbox.ts';

/** When the hub answered last, if it did since the page was loaded. */
export type HubContact = { readonly at: Instant };

/** What a running terminal knows of itself. */
export type TerminalInsight = {
  readonly health: Pick<Health, 'heartbeat'>;
  readonly lastContact: () => HubContact | null;
  /** Parked events were queued again: there is something to send. */
  readonly queuedAgain: () => void;
};

/** What the staff menu is made of. */
export type StaffParts = {
  readonly host: KioskHost;
  readonly boot: TerminalBoot;
  readonly clock: Clock;
  readonly outbox: Outbox;
  /** In force now; there is no menu without. */
  readonly configuration: () => TerminalConfiguration | null;
  readonly insight: () => TerminalInsight | null;
  /** The visitors' language now: the menu's, until somebody chose another. */
  readonly language: LanguageTag;
  readonly onClose: () => void;
};
