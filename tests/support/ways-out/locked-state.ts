import { readInMain } from '../in-main.ts';
import type { Locked } from './way-out.ts';

/** A page that has the keyboard hears of a key within a frame or two. */
const UNHEARD_AFTER_MS = 500;

declare global {
  var canaries: number;
}

/** Everything that an attempt may not change. */
export type LockedState = {
  readonly window: {
    readonly browserWindows: number;
    readonly pages: number;
    readonly url: string | undefined;
    readonly zoom: number | undefined;
    readonly kiosk: boolean | undefined;
    readonly fullScreen: boolean | undefined;
    readonly alwaysOnTop: boolean | undefined;
    readonly visible: boolean | undefined;
    readonly minimized: boolean | undefined;
    readonly focused: boolean | undefined;
    readonly devTools: boolean | undefined;
    readonly bounds: object | undefined;
    readonly clipboard: string;
  };
  readonly page: {
    readonly screen: string | null | undefined;
    readonly faces: number;
    readonly scale: number | undefined;
    readonly pixelRatio: number;
    readonly size: readonly [number, number];
    readonly scrolled: readonly [number, number];
    readonly selection: string;
    readonly frames: number;
    readonly fullScreenElement: boolean;
    readonly title: string;
  };
  /** Windows of the program that its display shows. */
  readonly windows: readonly string[];
};

export async function lockedState({ kiosk, desktop }: Locked): Promise<LockedState> {
  const [window, page, windows] = await Promise.all([
    readInMain(
      kiosk.app,
      async ({ BrowserWindow, clipboard, webContents }) => {
        const window = BrowserWindow.getAllWindows()[0];
        return {
          browserWindows: BrowserWindow.getAllWindows().length,
          pages: webContents.getAllWebContents().length,
          url: window?.webContents.getURL(),
          zoom: window?.webContents.getZoomFactor(),
          kiosk: window?.isKiosk(),
          fullScreen: window?.isFullScreen(),
          alwaysOnTop: window?.isAlwaysOnTop(),
          visible: window?.isVisible(),
          minimized: window?.isMinimized(),
          focused: window?.isFocused(),
          devTools: window?.webContents.isDevToolsOpened(),
          bounds: window?.getBounds(),
          clipboard: await clipboard.readText(),
        };
      },
      null,
    ),
    kiosk.window.evaluate(() => ({
      screen: document.querySelector('#kiosk > [data-screen]')?.getAttribute('data-screen'),
      faces: document.querySelectorAll('#kiosk > [data-screen] .face-button').length,
      scale: globalThis.visualViewport?.scale,
      pixelRatio: globalThis.devicePixelRatio,
      size: [globalThis.innerWidth, globalThis.innerHeight] as const,
      scrolled: [globalThis.scrollX, globalThis.scrollY] as const,
      selection: String(globalThis.getSelection()),
      frames: globalThis.frames.length,
      fullScreenElement: document.fullscreenElement !== null,
      title: document.title,
    })),
    desktop.windowsOf(kiosk.pid),
  ]);
  return { window, page, windows };
}

/** Counts, in this document and all that follow it, how often the key is pressed that shows who has the keyboard. */
export async function watchKeyboard({ kiosk }: Locked): Promise<void> {
  const watch = (): void => {
    globalThis.canaries = 0;
    globalThis.heardKeys = [];
    addEventListener(
      'keydown',
      ({ key }) => {
        globalThis.heardKeys.push(key);
        if (key === 'Shift') {
          globalThis.canaries += 1;
        }
      },
      true,
    );
  };
  await kiosk.window.context().addInitScript(watch);
  await kiosk.window.evaluate(watch);
}

/** Presses that key; resolves with whether the page heard of it, as soon as it has. */
export async function keyboardReachesPage({ kiosk, desktop }: Locked): Promise<boolean> {
  const before = await kiosk.window.evaluate(() => globalThis.canaries);
  await desktop.key('Shift_L');
  return kiosk.window
    .waitForFunction((count) => globalThis.canaries > count, before, { timeout: UNHEARD_AFTER_MS })
    .then(
      () => true,
      () => false,
    );
}

/** When the document began, on the wall clock: another document, another time. */
export async function documentBegan({ kiosk }: Locked): Promise<number> {
  return kiosk.window.evaluate(() => performance.timeOrigin);
}
