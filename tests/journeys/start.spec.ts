import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../build/project-root.ts';
import { launchChromium } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { killTree } from '../support/process-tree.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('npm start without a display says what is missing and serves hub and kiosk all the same', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('start');
  cleanUp.defer(() => folder.remove());
  await chmod(folder.path, 0o711);

  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...withoutDisplay } = process.env;
  const started = spawn(process.execPath, ['build/start.mjs'], {
    cwd: projectRoot,
    env: {
      ...withoutDisplay,
      GLIMLACH_DATA_DIR: path.join(folder.path, 'hub'),
      GLIMLACH_PORT: String(await freePort()),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(started, 'exit');
  cleanUp.defer(async () => {
    if (started.exitCode === null && started.signalCode === null && started.pid !== undefined) {
      await killTree(started.pid);
    }
  });
  let output = '';
  started.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await expect.poll(() => output, { timeout: 60_000 }).toContain('Ctrl-C ends it.');
  expect(output.split('\n')).toContain(
    'No kiosk window: there is no display (DISPLAY and WAYLAND_DISPLAY are not set). ' +
      'The kiosk is served to a browser instead.',
  );

  const [, consoleUrl = ''] = /Console\s+(\S+)/.exec(output) ?? [];
  const [, email = '', password = ''] = /Sign in\s+(\S+)\s+(\S+)/.exec(output) ?? [];
  const [, kioskUrl = ''] = /Kiosk\s+(\S+)/.exec(output) ?? [];
  const browser = await launchChromium();
  cleanUp.defer(() => browser.close());
  const kiosk = await browser.newPage();
  await kiosk.goto(kioskUrl);
  await kiosk.getByRole('button', { name: 'Slecht' }).click();
  await expect(kiosk.locator('.thanks-screen[data-rating=negative]')).toBeVisible();

  const board = await browser.newPage();
  await board.goto(consoleUrl);
  await board.getByLabel('E-mail').fill(email);
  await board.getByLabel('Password', { exact: true }).fill(password);
  await board.getByRole('button', { name: 'Sign in' }).click();
  await expect(board.getByRole('button', { name: 'I’m on it: Checkout' })).toBeVisible();

  started.kill('SIGINT');
  await exited;
  expect({ code: started.exitCode, signal: started.signalCode }).toEqual({ code: 0, signal: null });
});
