import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchBrowserPage } from '../../../../renderer/host/browser-watch.ts';

describe('browser watch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function watched() {
    const told: string[] = [];
    let screen: string | null = 'start';
    let leave = (): void => undefined;
    watchBrowserPage({
      configuration: {
        stood: () => {
          told.push('stood');
          return Promise.resolve();
        },
        leaving: () => void told.push('left'),
      },
      answer: (probe) =>
        Promise.resolve({ probe, frame: true, visible: true, screen, heardInput: false }),
      reload: () => {
        told.push('reload');
        leave();
      },
      onLeaving: (listener) => {
        leave = listener;
      },
      onTrouble: () => undefined,
    });
    return {
      told,
      leave: () => leave(),
      show: (next: string | null) => {
        screen = next;
      },
    };
  }

  it('says that the page stood after twenty seconds with a screen', async () => {
    const { told } = watched();
    await vi.advanceTimersByTimeAsync(19_999);
    const before = [...told];
    await vi.advanceTimersByTimeAsync(1);
    expect([before, told]).toEqual([[], ['stood']]);
  });

  it('loads a page again that is blank twice in a row, which is not leaving in order', async () => {
    const { told, show } = watched();
    show(null);
    await vi.advanceTimersByTimeAsync(5_000);
    show('start');
    await vi.advanceTimersByTimeAsync(5_000);
    show(null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual(['reload']);
  });

  it('tells of a page that leaves in order', () => {
    const { told, leave } = watched();
    leave();
    expect(told).toEqual(['left']);
  });
});
