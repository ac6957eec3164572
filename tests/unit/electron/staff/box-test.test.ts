import { describe, expect, it } from 'vitest';
import { BOX_TEST_FOR_MS, createBoxTest } from '../../../../electron/staff/box-test.ts';
import type { BoxPress } from '../../../../hardware/button-source.ts';
import { manualTime } from '../../../support/manual-time.ts';

const pressAt = (heardAtMs: number, recovered: BoxPress['recovered'] = null): BoxPress => ({
  boxId: 'GB-1',
  button: 2,
  boot: 3,
  count: 7,
  heardAtMs,
  recovered,
});

function running() {
  const time = manualTime(10_000);
  const told: unknown[] = [];
  const passedOver: BoxPress[] = [];
  let overdue = 0;
  const test = createBoxTest({
    startTimer: time.startTimer,
    monotonicMs: time.now,
    onPress: (press) => told.push(press),
    passOver: (press) => passedOver.push(press),
    onOverdue: () => {
      overdue += 1;
    },
  });
  return { test, time, told, passedOver, overdue: () => overdue };
}

describe('BoxTest', () => {
  it('takes no press before it starts and after it stops', () => {
    const { test, told } = running();
    const before = test.takes(pressAt(10_000));
    test.start();
    test.stop();
    expect([before, test.takes(pressAt(10_001)), told]).toEqual([false, false, []]);
  });

  it('takes the presses that are made while it is on, tells them, and lets counting go on after them', () => {
    const { test, told, passedOver } = running();
    test.start();
    expect(test.takes(pressAt(10_500))).toBe(true);
    expect([told, passedOver]).toEqual([[{ boxId: 'GB-1', button: 2 }], [pressAt(10_500)]]);
  });

  it('leaves a press to be recorded that was, or may have been, made before it', () => {
    const { test, passedOver } = running();
    test.start();
    expect([
      test.takes(pressAt(9_999)),
      test.takes(pressAt(10_500, { sinceMs: 9_000 })),
      test.takes(pressAt(10_500, { sinceMs: null })),
      passedOver,
    ]).toEqual([false, false, false, []]);
  });

  it('takes a press of its own that a lost frame let be heard late', () => {
    const { test } = running();
    test.start();
    expect(test.takes(pressAt(10_900, { sinceMs: 10_100 }))).toBe(true);
  });

  it('ends by itself after two minutes', () => {
    const { test, time, overdue } = running();
    test.start();
    time.advance(BOX_TEST_FOR_MS - 1);
    const last = test.takes(pressAt(time.now()));
    time.advance(1);
    expect([last, test.takes(pressAt(time.now())), overdue()]).toEqual([true, false, 1]);
  });

  it('goes on for two minutes more when it is asked for again', () => {
    const { test, time } = running();
    test.start();
    time.advance(BOX_TEST_FOR_MS - 1);
    test.start();
    time.advance(BOX_TEST_FOR_MS - 1);
    expect(test.takes(pressAt(time.now()))).toBe(true);
    test.stop();
    expect(time.waiting()).toBe(0);
  });
});
