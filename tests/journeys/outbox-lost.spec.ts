import { expect, test } from '@playwright/test';
import { BUTTON, startJourney } from '../support/journey.ts';

test('the browser database is wiped under a running terminal: nobody waits and nothing is lost', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  await journey.stopHub();
  journey.box.press(BUTTON.green);
  await expect(kiosk.window.locator('.thanks-screen[data-rating=positive]')).toBeVisible();

  // As Chromium does by itself when the disk is full.
  await kiosk.app.evaluate(({ session }) =>
    session.defaultSession.clearStorageData({ storages: ['indexdb'] }),
  );
  journey.box.press(BUTTON.red);
  await expect(kiosk.window.locator('.thanks-screen[data-rating=negative]')).toBeVisible();

  // The page comes back on a new database, filled from the journal.
  await journey.startHub();
  await expect
    .poll(() => journey.storedPresses(), { timeout: 60_000 })
    .toEqual([
      { number: 1, rating: 'positive', source: 'box' },
      { number: 2, rating: 'negative', source: 'box' },
    ]);
  await expect(kiosk.window.locator('#kiosk > [data-screen=start]')).toBeVisible();
  journey.box.press(BUTTON.yellow);
  await expect
    .poll(async () => (await journey.storedPresses()).map(({ number }) => number))
    .toEqual([1, 2, 3]);
});
