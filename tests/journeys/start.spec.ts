import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { announcedIn } from '../support/announced.ts';
import { launchChromium } from '../support/chromium.ts';
import { findFreePort } from '../../hub/database/free-port.ts';
import { startScript } from '../support/started-script.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const usualPort = 8080;

/** Keeps the usual port taken; when somebody else has it, it is taken already. */
async function takeUsualPort(): Promise<() => Promise<void>> {
  const server = createServer();
  server.listen(usualPort, '127.0.0.1');
  const isOurs = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  return async () => {
    if (isOurs) {
      server.close();
      await once(server, 'close');
    }
  };
}

test('npm start without a display says what is missing and serves hub and kiosk all the same', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('start');
  cleanUp.defer(() => folder.remove());
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...withoutDisplay } = process.env;
  const environment = {
    ...withoutDisplay,
    GLIMLACH_DATA_DIR: path.join(folder.path, 'hub'),
    GLIMLACH_SERIAL: path.join(folder.path, 'box'),
  };
  const started = cleanUp.use(
    startScript('build/start.ts', { ...environment, GLIMLACH_PORT: String(await findFreePort()) }),
  );
  await expect.poll(() => started.output(), { timeout: 60_000 }).toContain('Ctrl-C ends it.');
  const lines = started.output().split('\n');
  expect(lines).toContain(
    'No kiosk window: there is no display (DISPLAY and WAYLAND_DISPLAY are not set). ' +
      'The kiosk is served to a browser instead.',
  );
  expect(lines).toContain(
    'GLIMLACH_SERIAL is not used: a button box needs the kiosk’s Electron window.',
  );
  expect(lines, 'what commands ask for').toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^  Commands  --organization [0-9a-f-]{36}$/),
      expect.stringMatching(/^ +--touchpoint +[0-9a-f-]{36}$/),
    ]),
  );
  const announced = announcedIn(started.output());

  await test.step('a press in the kiosk appears in the console', async () => {
    const browser = await launchChromium();
    cleanUp.defer(() => browser.close());
    const kiosk = await browser.newPage();
    await kiosk.goto(announced.kiosk);
    await kiosk.getByRole('button', { name: 'Slecht' }).click();
    await expect(kiosk.getByRole('heading', { name: 'Jammer! Wat ging er mis?' })).toBeVisible();

    const board = await browser.newPage();
    await board.goto(announced.console);
    await board.getByLabel('E-mail').fill(announced.email);
    await board.getByLabel('Password', { exact: true }).fill(announced.password);
    await board.getByRole('button', { name: 'Sign in' }).click();
    await expect(board.getByRole('button', { name: 'I’m on it: Checkout' })).toBeVisible();
    expect(started.output(), 'no request is logged').not.toContain('{"');
  });

  await test.step('a second one on the same folder says only why it cannot start', async () => {
    cleanUp.defer(await takeUsualPort());
    const second = cleanUp.use(
      startScript('build/start.ts', { ...environment, GLIMLACH_PORT: undefined }),
    );
    expect(await second.ended).toBe(1);
    expect(second.errorOutput()).toMatch(/^start: Another hub is using .+\n$/);
    expect(second.output()).not.toContain('is taken');
  });

  started.interrupt();
  expect(await started.ended, started.errorOutput()).toBe(0);
  expect(started.output()).toMatch(/\nStopping …\n$/);
});
