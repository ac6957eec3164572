import type { TerminalBoot } from '../../contract/ipc.ts';
import type { Clock } from '../clock.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { OutboxTrust } from '../recording/outbox-trust.ts';
import type { PressRecorder } from '../recording/press-recorder.ts';
import type { KioskHost } from './kiosk-host.ts';

/** Everything about a terminal that depends on where it runs. */
export type Shell = {
  readonly host: KioskHost;
  readonly boot: TerminalBoot;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly recorder: PressRecorder;
  readonly trust: OutboxTrust;
  /** The outbox is on disk. */
  readonly durable: boolean;
};
