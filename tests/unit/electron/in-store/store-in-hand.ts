import type { EventId } from '../../../../contract/identifiers.ts';
import type { InStoreAlert as InStoreSettings } from '../../../../contract/in-store-alert.ts';
import type { BoxSignal } from '../../../../hardware/button-source.ts';
import type { UnsentAlert } from '../../../../electron/in-store/in-store-alert.ts';
import type { InStoreAlert } from '../../../../electron/in-store/run-in-store-alert.ts';
import { runInStoreAlert } from '../../../../electron/in-store/run-in-store-alert.ts';
import type { StoreChannel, StorePress } from '../../../../electron/in-store/store-press.ts';
import { placeIn } from '../../../../electron/in-store/store-press.ts';
import { type ManualTime, manualTime } from '../../../support/manual-time.ts';
import { memoryLog } from '../memory-log.ts';
import { CONFIGURATION } from '../sample-configuration.ts';
import { id, instant } from '../sample-events.ts';

export const WEBHOOK = {
  url: 'http://192.168.1.20/press',
  secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
};

/** A press made at this moment of the monotonic clock. */
export function storePress(
  serial: number,
  atMs: number,
  parts: Partial<StorePress> = {},
): StorePress {
  return {
    id: id(serial),
    at: instant(atMs),
    rating: 'negative',
    place: placeIn(CONFIGURATION),
    helpAsked: false,
    ...parts,
  };
}

/** A store whose time, boxes and own system a test has in hand. */
export type StoreInHand = {
  readonly alert: InStoreAlert;
  readonly time: ManualTime;
  /** Which outputs a box has right now. */
  readonly has: { beacon: boolean; buzzer: boolean };
  /** Whether the store's own system answers. */
  readonly webhook: { answers: boolean };
  readonly settings: InStoreSettings;
  readonly signals: BoxSignal[];
  readonly posted: StorePress[];
  readonly recorded: (readonly [EventId, StoreChannel])[];
  readonly calledFor: (EventId | null)[];
};

export function storeInHand(
  parts: { webhook?: boolean; startMs?: number; unsent?: () => Promise<UnsentAlert[]> } = {},
): StoreInHand {
  const time = manualTime(parts.startMs ?? 10_000);
  const signals: BoxSignal[] = [];
  const posted: StorePress[] = [];
  const recorded: (readonly [EventId, StoreChannel])[] = [];
  const calledFor: (EventId | null)[] = [];
  const has = { beacon: true, buzzer: true };
  const webhook = { answers: true };
  const settings = { afterMs: 5_000, webhook: (parts.webhook ?? true) ? WEBHOOK : null };
  const alert = runInStoreAlert({
    settings: () => settings,
    unsent: parts.unsent ?? (() => Promise.resolve([])),
    signal(signal) {
      signals.push(signal);
      return signal.kind !== 'lamp' && has[signal.kind];
    },
    post(press) {
      posted.push(press);
      return Promise.resolve(webhook.answers);
    },
    record: (pressId, channel) => recorded.push([pressId, channel]),
    onCalledFor: (pressId) => calledFor.push(pressId),
    monotonicMs: time.now,
    startTimer: time.startTimer,
    log: memoryLog(),
  });
  return { alert, time, has, webhook, settings, signals, posted, recorded, calledFor };
}

/** Lets what was posted be answered. */
export async function answered(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
