import { expect, test } from '@playwright/test';
import type { Rectangle } from 'electron';
import { doInMain, readInMain } from '../support/in-main.ts';
import { launchPackagedKiosk } from '../support/packaged-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startXDesktop } from '../support/x-desktop.ts';

test('every display beside the kiosk is covered while it is plugged in', async () => {
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.use(await startXDesktop());
  const folder = await temporaryFolder('displays');
  cleanUp.defer(() => folder.remove());
  const kiosk = await launchPackagedKiosk({
    terminalDir: folder.path,
    env: { GLIMLACH_KIOSK: '1' },
  });
  cleanUp.defer(() => kiosk.kill9());
  const { app } = kiosk;

  /** A virtual display has one output, so the others are made up; what is put on them is not. */
  const plug = (bounds: readonly Rectangle[]) =>
    doInMain(
      app,
      ({ screen }, others) => {
        const primary = screen.getPrimaryDisplay();
        screen.getAllDisplays = () => [
          primary,
          ...others.map((each, index) => ({ ...primary, id: 1_000 + index, bounds: each })),
        ];
        screen.emit('display-added', {}, primary);
      },
      bounds,
    );
  const covers = () =>
    readInMain(
      app,
      ({ BaseWindow, BrowserWindow }) => {
        const pages = new Set<number>(BrowserWindow.getAllWindows().map(({ id }) => id));
        return BaseWindow.getAllWindows()
          .filter(({ id }) => !pages.has(id))
          .map((cover) => ({
            bounds: cover.getBounds(),
            visible: cover.isVisible(),
            alwaysOnTop: cover.isAlwaysOnTop(),
            focusable: cover.isFocusable(),
          }));
      },
      null,
    );

  expect(await covers()).toEqual([]);
  // Beyond the edges of the kiosk's own, which is 1920 pixels wide and high.
  const right = { x: 1_921, y: 0, width: 800, height: 480 };
  const below = { x: 100, y: 1_921, width: 640, height: 480 };
  const cover = { visible: true, alwaysOnTop: true, focusable: false };
  await plug([right]);
  await expect.poll(covers).toMatchObject([cover]);
  await plug([right, below]);
  await expect.poll(covers).toMatchObject([cover, cover]);
  await plug([]);
  await expect.poll(covers).toEqual([]);

  await kiosk.close();
});
