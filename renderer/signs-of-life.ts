import type { Instant } from '../contract/instant.ts';
import type { IpcNotice } from '../contract/ipc.ts';
import { PROBE_KEY } from '../contract/probe-key.ts';
import type { Clock } from './clock.ts';
import { nextFrame } from './next-frame.ts';

/** Twice this is less than main waits for an answer, so that a page without frames can say that it has none. */
const FRAME_WITHIN_MS = 1_500;
/** Nobody sees either, and the compositor has to draw the change from one to the other. */
const OPACITIES = ['0.001', '0.002'] as const;

/** What shows that this page paints and hears. */
export type SignsOfLife = {
  lastFrameAt(): Instant | null;
  /** Of a visitor's input, or of what main sends to see whether it is heard. */
  lastInputAt(): Instant | null;
  /** Forces a frame; false when none came in time. */
  frame(): Promise<boolean>;
  answer(probe: number): Promise<IpcNotice<'painted'>>;
};

/** Watches this page from now on; before anything else listens to keys, because nothing else may hear the probe's. */
export function watchSignsOfLife(clock: Clock): SignsOfLife {
  let lastFrameAt: Instant | null = null;
  let lastInputAt: Instant | null = null;
  let heardProbe = false;
  let turn = 0;
  const layer = document.createElement('div');
  layer.className = 'probe-layer';
  layer.ariaHidden = 'true';

  const heard = (): void => {
    lastInputAt = clock.now();
  };
  addEventListener('pointerdown', heard, { capture: true, passive: true });
  addEventListener('keydown', heard, { capture: true, passive: true });
  addEventListener(
    'keyup',
    (event) => {
      if (isProbe(event)) {
        event.stopImmediatePropagation();
        heardProbe = true;
        heard();
      }
    },
    { capture: true },
  );

  async function frame(): Promise<boolean> {
    if (!layer.isConnected) {
      // There is no body on a page that somebody emptied; it is asked for a frame all the same.
      document.body?.append(layer);
    }
    turn = 1 - turn;
    layer.style.opacity = OPACITIES[turn] ?? '0';
    // A page is given its next frame when the one before has been drawn.
    const painted = (await nextFrame(FRAME_WITHIN_MS)) && (await nextFrame(FRAME_WITHIN_MS));
    if (painted) {
      lastFrameAt = clock.now();
    }
    return painted;
  }

  return {
    lastFrameAt: () => lastFrameAt,
    lastInputAt: () => lastInputAt,
    frame,
    async answer(probe) {
      const painted = await frame();
      const heardInput = heardProbe;
      heardProbe = false;
      return {
        probe,
        frame: painted,
        visible: document.visibilityState === 'visible',
        screen: standingScreen(),
        heardInput,
      };
    },
  };
}

function isProbe({ key, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): boolean {
  return key === PROBE_KEY && ctrlKey && altKey && shiftKey && metaKey;
}

/** The screen that takes up room on the page. */
function standingScreen(): string | null {
  const screen = document.querySelector<HTMLElement>('#kiosk [data-screen]');
  const box = screen?.getBoundingClientRect();
  return box !== undefined && box.width > 0 && box.height > 0
    ? (screen?.dataset['screen'] ?? null)
    : null;
}
