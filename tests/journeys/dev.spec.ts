import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { announcedIn } from '../support/announced.ts';
import { launchChromium } from '../support/chromium.ts';
import { findFreePort } from '../../hub/database/free-port.ts';
import { startScript } from '../support/started-script.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('npm run dev serves kiosk and console from their sources, and ends on Ctrl-C', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('dev');
  cleanUp.defer(() => folder.remove());
  const dev = cleanUp.use(
    startScript('build/dev.ts', {
      ...process.env,
      // As in many a shell on a server.
      NODE_ENV: 'production',
      GLIMLACH_DATA_DIR: path.join(folder.path, 'hub'),
      GLIMLACH_PORT: String(await findFreePort()),
    }),
  );
  await expect.poll(() => dev.output(), { timeout: 60_000 }).toContain('Ctrl-C ends it.');
  const announced = announcedIn(dev.output());

  const browser = await launchChromium();
  cleanUp.defer(() => browser.close());
  const thrown: string[] = [];
  const open = async (address: string): Promise<Page> => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => thrown.push(`${address}: ${error.message}`));
    await page.goto(address);
    return page;
  };

  // Both at once: neither may spoil what the other's server has prepared.
  const [kiosk, board] = await Promise.all([open(announced.kiosk), open(announced.console)]);
  await kiosk.getByRole('button', { name: 'Slecht' }).click();
  await expect(kiosk.getByRole('heading', { name: 'Jammer! Wat ging er mis?' })).toBeVisible();
  expect(
    await kiosk.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length),
    'sources are served by Vite alone',
  ).toBe(0);

  await board.getByLabel('E-mail').fill(announced.email);
  await board.getByLabel('Password', { exact: true }).fill(announced.password);
  await board.getByRole('button', { name: 'Sign in' }).click();
  await expect(board.getByRole('button', { name: 'I’m on it: Checkout' })).toBeVisible();
  expect(thrown).toEqual([]);

  dev.interrupt();
  expect(await dev.ended, dev.errorOutput()).toBe(0);
  expect(dev.output()).toMatch(/\nStopping …\n$/);
});
