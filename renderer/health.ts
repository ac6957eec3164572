import type { BoxStatus } from '../contract/box-status.ts';
import type { Instant } from '../contract/instant.ts';
import type { HeartbeatRequest } from '../contract/protocol/heartbeat.ts';
import type { Clock } from './clock.ts';
import { NO_GROUNDS, noticeOf, type Observation, observe } from './kiosk/kiosk-notice.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { Keeping } from './recording/keeping.ts';
import type { SignsOfLife } from './signs-of-life.ts';

const STORAGE_BY_KEEPING: Record<Keeping, HeartbeatRequest['storage']> = {
  both: 'ok',
  'journal-only': 'journal-only',
  'outbox-only': 'outbox-only',
  nothing: 'failing',
};

export type HealthOptions = {
  readonly shell: HeartbeatRequest['shell'];
  readonly appVersion: string;
  readonly runtime: string;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly signs: SignsOfLife;
};

/** What the terminal knows of its own health, for the heartbeat. */
export type Health = {
  pressed(): void;
  settled(keeping: Keeping): void;
  boxesChanged(statuses: readonly BoxStatus[]): void;
  quota(quota: HeartbeatRequest['quota']): void;
  /** A configuration of this version is not used; null: what the hub has is in force. */
  configurationRefused(version: number | null): void;
  observe(seen: Observation): void;
  /** Asks the screen for a frame, so that a heartbeat from a blank page says so. */
  heartbeat(configurationVersion: number): Promise<HeartbeatRequest>;
};

export function createHealth(options: HealthOptions): Health {
  const { shell, appVersion, clock, outbox, signs } = options;
  // In the browser the outbox is all there is, and nothing is missing.
  let storage: HeartbeatRequest['storage'] = 'ok';
  let grounds = NO_GROUNDS;
  let quota: HeartbeatRequest['quota'] = null;
  let boxes: readonly BoxStatus[] = [];
  let lastPressAt: Instant | null = null;
  let refused: number | null = null;

  return {
    pressed() {
      lastPressAt = clock.now();
    },
    settled(keeping) {
      storage =
        shell === 'browser' && keeping === 'outbox-only' ? 'ok' : STORAGE_BY_KEEPING[keeping];
    },
    boxesChanged(statuses) {
      boxes = statuses;
    },
    quota(read) {
      quota = read;
    },
    configurationRefused(version) {
      refused = version;
    },
    observe(seen) {
      grounds = observe(grounds, seen);
    },
    async heartbeat(configurationVersion) {
      await signs.frame();
      // With the rest of the protocol, which the first touch does without.
      const { ledgerStatements } = await import('./outbox/ledger-statements.ts');
      return {
        at: clock.now(),
        appVersion,
        shell,
        runtime: options.runtime.slice(-120),
        configurationVersion,
        configurationRefused: refused,
        ledgers: ledgerStatements(await outbox.books()),
        boxes: [...boxes],
        storage: noticeOf(grounds) === 'storage-full' ? 'full' : storage,
        quota,
        lastPressAt,
        lastFrameAt: signs.lastFrameAt(),
        lastInputAt: signs.lastInputAt(),
      };
    },
  };
}
