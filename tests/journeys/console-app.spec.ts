import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { alertId, makeAlert } from '../support/alert-maker.ts';
import { launchChromium } from '../support/chromium.ts';
import { fillSettings } from '../support/settings-shop.ts';
import { startFakeConsoleHub } from '../support/fake-console-hub.ts';
import type { FakeConsoleHub } from '../support/fake-console-hub.ts';

const pages = fileURLToPath(new URL('../../dist/console/', import.meta.url));

let browser: Browser;
let hub: FakeConsoleHub;
let context: BrowserContext;
let page: Page;

test.beforeAll(async () => {
  browser = await launchChromium();
});

test.beforeEach(async () => {
  hub = await startFakeConsoleHub(pages);
  context = await browser.newContext({ locale: 'en-GB', permissions: ['notifications'] });
  page = await context.newPage();
  await page.goto(hub.url);
  await page.getByLabel('E-mail').fill(hub.email);
  await page.getByLabel('Password').fill(hub.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
});

test.afterEach(async () => {
  await context.close();
  await hub.stop();
});

test.afterAll(async () => {
  await browser.close();
});

test('a day of alerts by keys alone', async () => {
  for (const number of [1, 2, 3]) {
    hub.tell(makeAlert(number, { touchpoint: { id: alertId(50), name: `Till ${number}` } }));
  }
  await expect(page.getByRole('article')).toHaveCount(3);
  const takeOn = (till: number) => page.getByRole('button', { name: `I’m on it: Till ${till}` });

  // Nothing is done to an alert that nobody chose.
  await page.keyboard.press('d');
  await expect(takeOn(3)).toBeFocused();

  await page.keyboard.press('s');
  await page.getByRole('menuitem', { name: '15 minutes' }).press('Enter');
  const snoozed = page.getByRole('region', { name: 'Snoozed' });
  await expect(snoozed.getByRole('article')).toContainText('Till 3');
  await expect(takeOn(2)).toBeFocused();

  await page.keyboard.press('d');
  await expect(page.getByText('Done: Till 2')).toBeVisible();
  await expect(takeOn(1)).toBeFocused();
  await page.getByRole('button', { name: 'Reopen' }).click();
  await expect(takeOn(2)).toBeVisible();

  // Arrows and Enter do it without letters.
  await page.keyboard.press('ArrowUp');
  await expect(takeOn(2)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(takeOn(1)).toBeFocused();
  await page.keyboard.press('Enter');
  const handled = page.getByRole('region', { name: 'Picked up' });
  await expect(handled.getByRole('article')).toContainText('Till 1');
  await expect(takeOn(2)).toBeFocused();
  await page.keyboard.press('a');
  await expect(handled.getByRole('article')).toHaveCount(2);

  await page.keyboard.press('j');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(/\/alerts\/[0-9a-f-]{36}$/);
});

test('what is asked for by a double tap is asked of the hub once', async () => {
  hub.tell(makeAlert(1));
  await page.goto(`${hub.url}/alerts/${alertId(1)}`);
  await page.getByLabel('Comment').fill('Called her back');
  await page.getByRole('button', { name: 'Add' }).dblclick();
  await expect(page.getByText('Called her back')).toHaveCount(1);

  fillSettings(hub);
  const saved: unknown[] = [];
  hub.on('POST /v1/alert-rules', (sent) => {
    saved.push(sent);
    return { status: 409, body: { type: 'x', title: 'No.', status: 409, detail: 'Later.' } };
  });
  await page.goto(`${hub.url}/settings/rules/new`);
  await page.getByLabel('Name').fill('Queue at the till');
  await page.getByRole('button', { name: 'Save' }).dblclick();
  await expect(page.getByRole('alert')).toContainText('No. Later.');
  expect(saved).toHaveLength(1);
});

test('a push that is shown, felt and followed', async () => {
  const alert = makeAlert(7, { touchpoint: { id: alertId(50), name: 'Fitting rooms' } });
  hub.tell(alert);
  const messages = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    messages.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId } of registrations) {
        resolve(registrationId);
      }
    });
  });
  await messages.send('ServiceWorker.enable');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js', { scope: '/' });
    await navigator.serviceWorker.ready;
  });
  await messages.send('ServiceWorker.deliverPushMessage', {
    origin: hub.url,
    registrationId: await registered,
    data: JSON.stringify({
      title: 'Fitting rooms: somebody asks for help',
      body: 'Utrecht',
      url: `${hub.url}/alerts/${alert.id}`,
      topic: alert.id,
      urgent: true,
      alertId: alert.id,
      language: 'en',
    }),
  });
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        const shown = await registration.getNotifications();
        return shown.map(({ title, body, tag }) => [title, body, tag]);
      }),
    )
    .toEqual([['Fitting rooms: somebody asks for help', 'Utrecht', alert.id]]);
});

test('an app to install: its manifest names icons that are there', async () => {
  const manifest = (await (await page.request.get(`${hub.url}/console.webmanifest`)).json()) as {
    start_url: string;
    icons: { src: string; type: string }[];
  };
  expect(manifest.start_url).toBe('/alerts');
  for (const { src, type } of manifest.icons) {
    const icon = await page.request.get(`${hub.url}/${src}`);
    expect([src, icon.status(), icon.headers()['content-type']]).toEqual([src, 200, type]);
  }
});
