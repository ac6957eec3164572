import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { drawnKiosk, SETTLED_WITHIN_MS } from '../../../../renderer/kiosk/drawn-kiosk.ts';
import type { KioskSnapshot } from '../../../../renderer/kiosk/kiosk-store.ts';
import type { KioskView } from '../../../../renderer/kiosk/kiosk-view.ts';
import { smiley } from '../../../support/smiley.ts';
import { thanksView } from '../../../support/thanks-view.ts';

const START: KioskView = { screen: 'start', pressed: null };
const PRESSED: KioskView = { screen: 'start', pressed: smiley('negative') };
const THANKS = thanksView('negative', { pressId: 'a' });
const HELP: KioskView = { screen: 'help', rating: 'negative', pressId: 'a', call: 'asked' };
const NEXT_THANKS = thanksView('negative', { pressId: 'b' });

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
      questionnaire: null,
      appearance: null,
      languages: ['en'],
      language: 'en',
      opening: null,
      flowScreens: null,
      startUrl: null,
      drawQr: null,
    }));
    const frame = new Set<() => void>();
    const painted = new Set<() => void>();
    const addTo = (actions: Set<() => void>) => (action: () => void) => {
      actions.add(action);
      return () => void actions.delete(action);
    };
    const drawn = drawnKiosk(kiosk, { before: addTo(frame), after: addTo(painted) });
    const seen: KioskView[] = [];
    drawn.subscribe(({ view }) => seen.push(view));
    return {
      kiosk,
      drawn,
      seen,
      show: (view: KioskView) => kiosk.setState({ view }),
      frame: () => {
        for (const action of frame) {
          action();
        }
      },
      painted: () => {
        for (const action of painted) {
          action();
        }
      },
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

  it('draws a press that is settled at once once, thanked, with the frame', () => {
    const { show, frame, seen } = screens();
    show(PRESSED);
    show(THANKS);
    expect(seen).toEqual([]);
    frame();
    vi.advanceTimersByTime(SETTLED_WITHIN_MS);
    frame();
    expect(seen).toEqual([THANKS]);
  });

  it('thanks with the frame for a press that is shown pressed already', () => {
    const { show, frame, seen } = screens();
    show(PRESSED);
    vi.advanceTimersByTime(SETTLED_WITHIN_MS);
    show(THANKS);
    frame();
    expect(seen).toEqual([PRESSED, THANKS]);
  });

  it('draws the next press with the frame that the one before waits for', () => {
    const { show, frame, seen } = screens();
    show(THANKS);
    show({ screen: 'start', pressed: smiley('positive') });
    frame();
    vi.advanceTimersByTime(SETTLED_WITHIN_MS);
    expect(seen).toEqual([{ screen: 'start', pressed: smiley('positive') }]);
  });

  it('does not put a press off for what else changes meanwhile', () => {
    const { kiosk, drawn, show, seen } = screens();
    show(PRESSED);
    vi.advanceTimersByTime(SETTLED_WITHIN_MS - 1);
    kiosk.setState({ language: 'nl' });
    vi.advanceTimersByTime(1);
    expect([seen, drawn.getState().language]).toEqual([[PRESSED], 'nl']);
  });

  it('draws the next page of a visitor once the button that led to it was seen going down', () => {
    const { show, frame, painted, seen } = screens();
    show(THANKS);
    frame();
    show(HELP);
    frame();
    expect(seen).toEqual([THANKS]);
    painted();
    expect(seen).toEqual([THANKS, HELP]);
  });

  it('leaves out a page that gave way before it could be seen', () => {
    const { show, frame, painted, seen } = screens();
    show(THANKS);
    frame();
    show(HELP);
    show(START);
    painted();
    expect(seen).toEqual([THANKS, START]);
  });

  it('thanks for the next press with the frame, whatever the visitor before was about to see', () => {
    const { show, frame, painted, seen } = screens();
    show(THANKS);
    frame();
    show(HELP);
    show(NEXT_THANKS);
    frame();
    painted();
    expect(seen).toEqual([THANKS, NEXT_THANKS]);
  });

  it('draws everything else at once', () => {
    const { kiosk, drawn, show, seen } = screens();
    show({ screen: 'set-up', step: { kind: 'no-hub' }, hubUrl: null });
    show(START);
    kiosk.setState({ language: 'nl' });
    expect(seen).toEqual([
      { screen: 'set-up', step: { kind: 'no-hub' }, hubUrl: null },
      START,
      START,
    ]);
    expect(drawn.getState()).toEqual(kiosk.getState());
  });
});
