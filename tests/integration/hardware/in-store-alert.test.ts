import { afterEach, describe, expect, it } from 'vitest';
import { createBox } from '../../../electron/box.ts';
import { runInStoreAlert } from '../../../electron/in-store/run-in-store-alert.ts';
import type { StoreChannel } from '../../../electron/in-store/store-press.ts';
import { SerialButtonSource } from '../../../hardware/node/serial-button-source.ts';
import { type ManualTime, manualTime } from '../../support/manual-time.ts';
import { plugInBox, type PluggedBox } from '../../support/plugged-box.ts';
import { openPtyPair, type SerialPty } from '../../support/serial-pty.ts';
import { storePress } from '../../unit/electron/in-store/store-in-hand.ts';
import { memoryLog } from '../../unit/electron/memory-log.ts';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) {
    await step();
  }
});

async function line(): Promise<SerialPty> {
  const pty = await openPtyPair();
  cleanUp.push(pty.close);
  return pty;
}

async function plugIn({ boxPath }: SerialPty): Promise<PluggedBox> {
  const box = await plugInBox(boxPath);
  cleanUp.push(box.unplug);
  return box;
}

/** A terminal's alert on a real line; the time of the alert stands still, that of the line does not. */
function alertOn({ terminalPath }: SerialPty): {
  readonly alert: ReturnType<typeof runInStoreAlert>;
  readonly time: ManualTime;
  readonly recorded: StoreChannel[];
  readonly untilLive: Promise<void>;
} {
  const time = manualTime(60_000);
  const recorded: StoreChannel[] = [];
  const live = Promise.withResolvers<void>();
  const box = createBox({
    source: new SerialButtonSource({
      path: terminalPath,
      baseline: new Map(),
      now: () => performance.now(),
    }),
    log: memoryLog(),
    onPress: () => undefined,
    onReading: () => undefined,
    onStatuses: ([status]) => {
      if (status?.state === 'live') {
        live.resolve();
      }
    },
  });
  const alert = runInStoreAlert({
    settings: () => ({ afterMs: 5_000, webhook: null }),
    unsent: () => Promise.resolve([]),
    signal: box.signal,
    post: () => Promise.resolve(false),
    record: (_pressId, channel) => recorded.push(channel),
    onCalledFor: () => undefined,
    monotonicMs: time.now,
    startTimer: time.startTimer,
    log: memoryLog(),
  });
  cleanUp.push(async () => {
    alert.stop();
    await box.stop();
  });
  box.start();
  return { alert, time, recorded, untilLive: live.promise };
}

/** The next so many commands that the box hears. */
async function heard(box: PluggedBox, count: number): Promise<void> {
  while (box.signals.length < count) {
    await box.nextSignal();
  }
}

describe('The alert inside the store on a serial line', () => {
  it('lights the lamp and sounds the buzzer of a box, and turns both off when staff come', async () => {
    const pty = await line();
    const box = await plugIn(pty);
    const { alert, time, recorded, untilLive } = alertOn(pty);
    await untilLive;
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    await heard(box, 2);
    alert.acknowledged('staff');
    await heard(box, 4);
    expect(box.signals).toEqual([
      { kind: 'beacon', durationMs: 60_000 },
      { kind: 'buzzer', durationMs: 600 },
      { kind: 'beacon', durationMs: 0 },
      { kind: 'buzzer', durationMs: 0 },
    ]);
    expect(recorded).toEqual(['lamp', 'buzzer']);
  });

  it('records nothing while there is no box, and lights the lamp of one that comes later', async () => {
    const pty = await line();
    const { alert, time, recorded, untilLive } = alertOn(pty);
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000 + 60_000);
    expect(recorded).toEqual([]);
    const box = await plugIn(pty);
    await untilLive;
    time.advance(20_000);
    await heard(box, 1);
    expect(box.signals).toEqual([{ kind: 'beacon', durationMs: 60_000 }]);
    expect(recorded).toEqual(['lamp']);
  });
});
