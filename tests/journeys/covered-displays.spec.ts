import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import type { Rectangle } from 'electron';
import { doInMain, readInMain } from '../support/in-main.ts';
import { launchPackagedKiosk, type PackagedKiosk } from '../support/packaged-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startXDesktop } from '../support/x-desktop.ts';

type Desk = {
  readonly kiosk: PackagedKiosk;
  /** Has the program believe that these displays, and no other, are beside its own. */
  readonly plug: (bounds: readonly Rectangle[]) => Promise<void>;
};

// Beyond the edges of the kiosk's own display, which is 1920 pixels wide and high.
const right = { x: 1_921, y: 0, width: 800, height: 480 };
const below = { x: 100, y: 1_921, width: 640, height: 480 };

async function startDesk(cleanUp: AsyncDisposableStack): Promise<Desk> {
  cleanUp.use(await startXDesktop());
  const folder = await temporaryFolder('displays');
  cleanUp.defer(() => folder.remove());
  const kiosk = await launchPackagedKiosk({
    terminalDir: folder.path,
    env: { GLIMLACH_KIOSK: '1' },
  });
  cleanUp.defer(() => kiosk.kill9());
  return {
    kiosk,
    // A virtual display has one output, so the others are made up; what is put on them is not.
    plug: (bounds) =>
      doInMain(
        kiosk.app,
        ({ screen }, others) => {
          const primary = screen.getPrimaryDisplay();
          screen.getAllDisplays = () => [
            primary,
            ...others.map((each, index) => ({ ...primary, id: 1_000 + index, bounds: each })),
          ];
          screen.emit('display-added', {}, primary);
        },
        bounds,
      ),
  };
}

test('every display beside the kiosk is covered while it is plugged in, also when the GPU process is lost then', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const { kiosk, plug } = await startDesk(cleanUp);
  const { app } = kiosk;

  const coverWindows = () =>
    readInMain(
      app,
      ({ BaseWindow, BrowserWindow }) => {
        const pages = new Set<number>(BrowserWindow.getAllWindows().map(({ id }) => id));
        return BaseWindow.getAllWindows()
          .filter(({ id }) => !pages.has(id))
          .toSorted((one, other) => one.id - other.id)
          .map((cover) => ({
            id: cover.id,
            size: cover.getSize(),
            visible: cover.isVisible(),
            alwaysOnTop: cover.isAlwaysOnTop(),
            focusable: cover.isFocusable(),
          }));
      },
      null,
    );
  const covers = async () => (await coverWindows()).filter(({ visible }) => visible);
  const coverIds = async () => (await coverWindows()).map(({ id }) => id);

  expect(await coverWindows()).toEqual([]);
  const cover = { alwaysOnTop: true, focusable: false };
  const overRight = { ...cover, size: [800, 480] };
  const overBelow = { ...cover, size: [640, 480] };
  await plug([right]);
  await expect.poll(covers).toMatchObject([overRight]);
  await plug([right, below]);
  await expect.poll(covers).toMatchObject([overRight, overBelow]);
  const both = await coverIds();
  await plug([]);
  await expect.poll(covers).toEqual([]);

  // Nothing is taken apart, and what is there covers the next display.
  await plug([below]);
  await expect.poll(covers).toMatchObject([overBelow]);
  expect(await coverIds()).toEqual(both);
  await doInMain(
    app,
    ({ BaseWindow }, ids) => {
      for (const id of ids) {
        BaseWindow.fromId(id)?.close();
      }
    },
    both,
  );
  expect(await coverIds()).toEqual(both);

  const gpuPid = () =>
    readInMain(
      app,
      ({ app: main }) => main.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0,
      null,
    );
  await expect.poll(gpuPid).not.toBe(0);
  const lost = await gpuPid();
  process.kill(lost, 'SIGKILL');
  await plug([]);
  await plug([right, below]);
  await plug([right]);
  await expect.poll(() => kiosk.output()).toContain('gpu-process-lost');
  await expect.poll(covers).toMatchObject([overRight]);
  expect(await coverIds()).toEqual(both);
  await kiosk.close();
});

test('a terminal that has lost its window ends and says so, though displays are covered', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const { kiosk, plug } = await startDesk(cleanUp);
  await plug([right]);
  // Main has told its page that nobody has set it up: it runs.
  await expect(kiosk.window.locator('#kiosk > [data-screen=set-up]')).toBeVisible();
  kiosk.expectEnd();
  const ended = once(kiosk.app.process(), 'close');
  await doInMain(
    kiosk.app,
    ({ BrowserWindow }) => {
      // After the answer, which a program that has ended gives nobody.
      setImmediate(() => BrowserWindow.getAllWindows()[0]?.destroy());
    },
    null,
  );
  expect(await ended).toEqual([0, null]);
  const said = kiosk
    .output()
    .match(/"what":"(window-closed|quitting|ended)"/g)
    ?.map((each) => each.split('"')[3]);
  expect(said).toEqual(['window-closed', 'quitting', 'ended']);
});
