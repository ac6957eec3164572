import type { FlowRecord } from '../../contract/flow-record.ts';
import type { IpcBridge } from '../../contract/ipc-bridge.ts';
import type { PackagedKiosk } from './packaged-kiosk.ts';

/**
 * Keeps the page busy for longer than a test lasts: it cannot commit what main pushes to it.
 *
 * @param flows what it asks main to record right before.
 */
export async function holdUpPage(
  { window: page }: PackagedKiosk,
  flows: readonly FlowRecord[] = [],
): Promise<void> {
  await page.evaluate((asked) => {
    const { glimlach } = window as Window & { readonly glimlach?: IpcBridge };
    for (const flow of asked) {
      void glimlach?.request('record', flow);
    }
    // Not before the answer has left.
    setTimeout(() => {
      const until = performance.now() + 60_000;
      let now = 0;
      while (now < until) {
        now = performance.now();
      }
    }, 0);
  }, flows);
}

/** Ends the page's process as a crash does. */
export async function crashPage({ app }: PackagedKiosk): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
}
