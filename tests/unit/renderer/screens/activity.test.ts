import { describe, expect, it } from 'vitest';
import { TOLD_EVERY_MS, watchActivity } from '../../../../renderer/screens/activity.ts';

describe('the signs that somebody is there', () => {
  function watch() {
    const page = new EventTarget();
    let told = 0;
    const end = watchActivity(page, () => {
      told += 1;
    });
    const happens = (type: 'pointerdown' | 'keydown', atMs: number, more: object = {}): Event => {
      const event = new Event(type, { cancelable: true });
      Object.defineProperties(event, { timeStamp: { value: atMs } });
      Object.assign(event, more);
      page.dispatchEvent(event);
      return event;
    };
    return { happens, end, told: () => told };
  }

  it('are a finger and a key, told once for what is done close together', () => {
    const { happens, told } = watch();
    happens('pointerdown', 0);
    happens('keydown', TOLD_EVERY_MS - 1);
    expect(told()).toBe(1);
    happens('keydown', TOLD_EVERY_MS);
    expect(told()).toBe(2);
  });

  it('are not a key that is held down or stuck', () => {
    const { happens, told } = watch();
    happens('keydown', 0, { repeat: false });
    for (let second = 1; second < 60; second += 1) {
      happens('keydown', second * 1_000, { repeat: true });
    }
    expect(told()).toBe(1);
  });

  it('are no longer told once it is ended', () => {
    const { happens, end, told } = watch();
    end();
    happens('pointerdown', 0);
    happens('keydown', 5_000);
    expect(told()).toBe(0);
  });
});
