import { expect, type Page, test } from '@playwright/test';
import { startJourney } from '../support/journey.ts';

async function press(page: Page, name: 'Goed' | 'Slecht'): Promise<void> {
  await page.getByRole('button', { name }).tap();
}

test('the kiosk in a browser does the same by touch and by keypad, and starts without a network after its first load', async () => {
  await using journey = await startJourney();
  const board = await journey.openConsole();
  const context = await journey.openBrowser({
    hasTouch: true,
    viewport: { width: 768, height: 1024 },
  });
  const page = await context.newPage();
  await page.goto(`${journey.hubUrl}/kiosk/#enrol=${journey.hub().demo.enrolmentKey}`);

  await press(page, 'Slecht');
  await expect(page.locator('.thanks-screen[data-rating=negative]')).toBeVisible();
  await expect(board.getByRole('button', { name: 'I’m on it: Checkout' })).toBeVisible();
  await page.keyboard.press('Numpad2');
  await expect(page.locator('.thanks-screen[data-rating=neutral]')).toBeVisible();
  expect(page.url(), 'the key is gone from the address').toBe(`${journey.hubUrl}/kiosk/`);

  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await journey.stopHub();
  await page.reload();
  await press(page, 'Goed');
  await expect(page.locator('.thanks-screen[data-rating=positive]')).toBeVisible();

  const second = await context.newPage();
  await second.goto(`${journey.hubUrl}/kiosk/`);
  await expect(second.locator('[data-screen=set-up]'), 'one window records').toBeVisible();
  await second.close();

  await journey.startHub();
  await expect
    .poll(() => journey.storedPresses(), { timeout: 60_000 })
    .toEqual([
      { number: 1, rating: 'negative', source: 'touch' },
      { number: 2, rating: 'neutral', source: 'keyboard' },
      { number: 3, rating: 'positive', source: 'touch' },
    ]);
  expect(await journey.openAlerts()).toBe(1);
});

test('of two windows one sends, and when it dies the other sends what it left behind', async () => {
  await using journey = await startJourney();
  const context = await journey.openBrowser({
    hasTouch: true,
    viewport: { width: 768, height: 1024 },
  });
  const first = await context.newPage();
  await first.goto(`${journey.hubUrl}/kiosk/#enrol=${journey.hub().demo.enrolmentKey}`);
  await press(first, 'Goed');
  await expect.poll(() => journey.storedPresses()).toHaveLength(1);
  const second = await context.newPage();
  await second.goto(`${journey.hubUrl}/kiosk/`);
  await expect(second.locator('[data-screen=set-up]')).toBeVisible();
  const asked: string[] = [];
  second.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await press(first, 'Goed');
  await expect.poll(() => journey.storedPresses()).toHaveLength(2);
  expect(asked, 'the other window sends nothing').toEqual([]);

  await context.route('**/v1/events', (route) => route.abort());
  await press(first, 'Slecht');
  await expect(first.locator('.thanks-screen[data-rating=negative]')).toBeVisible();
  await first.close();
  await context.unroute('**/v1/events');
  await expect
    .poll(() => journey.storedPresses(), { timeout: 60_000 })
    .toEqual([
      { number: 1, rating: 'positive', source: 'touch' },
      { number: 2, rating: 'positive', source: 'touch' },
      { number: 3, rating: 'negative', source: 'touch' },
    ]);
  expect(asked).toContain('/v1/events');
});
