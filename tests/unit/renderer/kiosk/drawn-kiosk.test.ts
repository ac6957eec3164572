import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { drawnKiosk, SETTLED_WITHIN_MS } from '../../../../renderer/kiosk/drawn-kiosk.ts';
import type { KioskSnapshot } from '../../../../renderer/kiosk/kiosk-store.ts';
import type { KioskView } from '../../../../renderer/kiosk/kiosk-view.ts';

const START: KioskView = { screen: 'start', pressed: null };
const PRESSED: KioskView = { screen: 'start', pressed: 'negative' };
const THANKS: KioskView = { screen: 'thanks', rating: 'negative', pressId: 'a' };

describe('the kiosk as it is drawn', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function screens() {
    const kiosk = createStore<KioskSnapshot>(() => ({
      view: START,
      notice: null,
      question: null,
      languages: ['en'],
      language: 'en',
    }));
    const drawn = drawnKiosk(kiosk);
    const seen: KioskView[] = [];
    drawn.subscribe(({ view }) => seen.push(view));
    return {
      kiosk,
      drawn,
      seen,
      show: (view: KioskView) => kiosk.setState({ view }),
    };
  }

  it('shows a press as pressed once it is not settled within half a frame', () => {
    const { show, seen } = screens();
    show(PRESSED);
    vi.advanceTimersByTime(SETTLED_WITHIN_MS - 1);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(seen).toEqual([PRESSED]);
  });

  it('thanks at once for a press that is settled at once, and draws it once', () => {
    const { show, seen } = screens();
    show(PRESSED);
    show(THANKS);
    expect(seen).toEqual([THANKS]);
    vi.advanceTimersByTime(SETTLED_WITHIN_MS);
    expect(seen).toEqual([THANKS]);
  });

  it('thanks at once for a press that is shown pressed already', () => {
    const { show, seen } = screens();
    show(PRESSED);
    vi.advanceTimersByTime(SETTLED_WITHIN_MS);
    show(THANKS);
    expect(seen).toEqual([PRESSED, THANKS]);
  });

  it('does not put a press off for what else changes meanwhile', () => {
    const { kiosk, drawn, show, seen } = screens();
    show(PRESSED);
    vi.advanceTimersByTime(SETTLED_WITHIN_MS - 1);
    kiosk.setState({ language: 'nl' });
    vi.advanceTimersByTime(1);
    expect([seen, drawn.getState().language]).toEqual([[PRESSED], 'nl']);
  });

  it('draws everything else at once', () => {
    const { kiosk, drawn, show, seen } = screens();
    show(THANKS);
    show(START);
    kiosk.setState({ language: 'nl' });
    expect(seen).toEqual([THANKS, START, START]);
    expect(drawn.getState()).toEqual(kiosk.getState());
  });
});
