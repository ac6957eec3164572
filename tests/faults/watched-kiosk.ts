import {
  launchPackagedKiosk,
  type PackagedKiosk,
  type PackagedKioskSetup,
} from '../support/packaged-kiosk.ts';
import { moveClock, THANKED, watchThanks } from './page-scripts.ts';
import { hearTold, TOLD, type Told } from './told-by-kiosk.ts';
import { within } from './until.ts';

const ANSWER_WITHIN_MS = 3_000;
const DELETED_WITHIN_MS = 30_000;

/** A running terminal whose every thank-you is heard. */
export type WatchedKiosk = PackagedKiosk & {
  /** Runs a script in the page; rejects when main and page do not answer within this time, 3 s unless said. */
  inPage(script: string, withinMs?: number): Promise<unknown>;
  /** Moves the wall clocks of main and page. */
  moveClock(offsetMs: number | null): Promise<void>;
  deleteIndexedDb(): Promise<void>;
};

export async function launchWatchedKiosk(
  setup: PackagedKioskSetup,
  onTold: (told: Told) => void,
): Promise<WatchedKiosk> {
  const kiosk = await launchPackagedKiosk(setup);
  const { app } = kiosk;
  const hear = hearTold(onTold);
  app.process().stdout?.on('data', (chunk: Buffer) => hear(chunk.toString()));
  // Main writes what the page says at once, so a page or a main process that dies takes nothing along.
  await within(
    ANSWER_WITHIN_MS * 5,
    app
      .evaluate(
        ({ app: kioskApp, BrowserWindow }, { script, told, thanked }) => {
          const say = (words: object): void => {
            process.stdout.write(`${told}${JSON.stringify(words)}\n`);
          };
          const follow = (window: Electron.BrowserWindow): void => {
            const contents = window.webContents;
            const watch = (): void => {
              say({ what: 'page', pid: contents.getOSProcessId() });
              // A page that goes away again is watched when it comes back.
              contents.executeJavaScript(script).catch(() => undefined);
            };
            contents.on('console-message', (_event, _level, message) => {
              if (message.startsWith(thanked)) {
                say({ what: 'thanked', pressId: message.slice(thanked.length) });
              }
            });
            contents.on('dom-ready', watch);
            watch();
          };
          const [first] = BrowserWindow.getAllWindows();
          if (first !== undefined) {
            follow(first);
          }
          // Main may give the page a window of its own.
          kioskApp.on('browser-window-created', (_created, window) => follow(window));
        },
        { script: watchThanks, told: TOLD, thanked: THANKED },
      )
      .catch(unlessCollected),
  );

  /** By main: the driver takes a page that crashed once for lost. */
  const inPage = (script: string, withinMs = ANSWER_WITHIN_MS): Promise<unknown> =>
    within(
      withinMs,
      app.evaluate(
        ({ BrowserWindow }, text): Promise<unknown> | undefined =>
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(text),
        script,
      ),
    );

  return {
    ...kiosk,
    inPage,
    async moveClock(offsetMs) {
      await within(
        ANSWER_WITHIN_MS,
        app
          .evaluate((_electron, offset) => {
            const main = globalThis as { faultsRealNow?: () => number };
            const realNow = (main.faultsRealNow ??= Date.now);
            Date.now = offset === null ? realNow : () => realNow() + offset;
          }, offsetMs)
          .catch(unlessCollected),
      );
      await inPage(moveClock(offsetMs));
    },
    deleteIndexedDb: () =>
      within(
        DELETED_WITHIN_MS,
        app.evaluate(({ session }) =>
          session.defaultSession.clearStorageData({ storages: ['indexdb'] }),
        ),
      ),
  };
}

/**
 * Of a function that is done when it returns: V8 holds the driver's answer weakly, and main may collect garbage before
 * it next turns to its promises. Then the answer is lost, and nothing else.
 */
function unlessCollected(error: unknown): void {
  if (!(error instanceof Error && error.message.includes('promise was garbage collected'))) {
    throw error;
  }
}
