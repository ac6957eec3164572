import type { HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import { messageOf } from '../message-of.ts';
import type { Outbox } from '../outbox/outbox.ts';

const LOOK_EVERY_MS = 60 * 60_000;
/** From this share of what the browser allows, answered events make room. */
const LOW_FROM = 0.8;
/** What stays of them then. */
const KEPT_WHEN_LOW = 1_000;

export type Quota = NonNullable<HeartbeatRequest['quota']>;

export type StorageWatchOptions = {
  /** The browser's `navigator.storage`. */
  readonly storage: Pick<StorageManager, 'estimate' | 'persisted'>;
  readonly outbox: Pick<Outbox, 'prune'>;
  readonly onQuota: (quota: Quota | null) => void;
  readonly onTrouble: (detail: string) => void;
};

export type StorageWatch = {
  /** A write found no room: answered events go at once. */
  full(): void;
};

/** Watches what the browser allows, now and every hour. Makes room by answered events only: unsent ones always stay. */
export function watchStorage(options: StorageWatchOptions): StorageWatch {
  const { storage, outbox, onQuota, onTrouble } = options;

  async function makeRoom(): Promise<void> {
    try {
      await outbox.prune({ newest: KEPT_WHEN_LOW, madeAfterMs: 0 });
    } catch (error) {
      onTrouble(`The outbox could not make room: ${messageOf(error)}`);
    }
  }

  async function look(): Promise<void> {
    const quota = await readQuota(storage);
    onQuota(quota);
    if (quota !== null && quota.usedBytes >= quota.limitBytes * LOW_FROM) {
      await makeRoom();
    }
  }

  void look();
  setInterval(() => void look(), LOOK_EVERY_MS);
  return { full: () => void makeRoom() };
}

/** Null where the browser won't say. */
async function readQuota(storage: StorageWatchOptions['storage']): Promise<Quota | null> {
  try {
    const [{ usage, quota }, persisted] = await Promise.all([
      storage.estimate(),
      storage.persisted(),
    ]);
    return usage === undefined || quota === undefined
      ? null
      : { usedBytes: usage, limitBytes: quota, persisted };
  } catch {
    return null;
  }
}
