import { expect, test } from '@playwright/test';
import { BUTTON, startJourney } from '../support/journey.ts';

test('a red press on the box reaches a person in another browser, who takes it on', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  const till = await journey.openConsole();
  const office = await journey.openConsole();

  journey.box.press(BUTTON.red);
  await expect(kiosk.window.locator('.thanks-screen[data-rating=negative]')).toBeVisible();

  const takeOn = (page: typeof till) => page.getByRole('button', { name: 'I’m on it: Checkout' });
  for (const page of [till, office]) {
    await expect(takeOn(page)).toBeVisible();
    await expect(page.getByRole('article', { name: 'Checkout' })).toContainText('Utrecht');
  }
  await expect(office).toHaveTitle(/^\(1\)/);

  await takeOn(till).click();
  for (const page of [till, office]) {
    await expect(takeOn(page)).toHaveCount(0);
    await expect(page.getByText('by Demo manager')).toBeVisible();
  }
  await expect(office).not.toHaveTitle(/^\(/);
  expect(await journey.storedPresses()).toEqual([{ number: 1, rating: 'negative', source: 'box' }]);
});

test('green and yellow presses are thanked and stored, and alert nobody', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  const page = await journey.openConsole();

  journey.box.press(BUTTON.green);
  await expect(kiosk.window.locator('.thanks-screen[data-rating=positive]')).toBeVisible();
  journey.box.press(BUTTON.yellow);
  await expect(kiosk.window.locator('.thanks-screen[data-rating=neutral]')).toBeVisible();

  await expect
    .poll(() => journey.storedPresses())
    .toEqual([
      { number: 1, rating: 'positive', source: 'box' },
      { number: 2, rating: 'neutral', source: 'box' },
    ]);
  expect(await journey.openAlerts()).toBe(0);
  await expect(page.getByText('Nobody is unhappy right now')).toBeVisible();
});
