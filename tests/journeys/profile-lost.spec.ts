import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { BUTTON, startJourney } from '../support/journey.ts';

test('the browser profile is deleted while ten events wait: all arrive from the journal', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  await journey.stopHub();

  const ratings = ['positive', 'negative'] as const;
  for (let press = 0; press < 10; press += 1) {
    journey.box.press(press % 2 === 0 ? BUTTON.green : BUTTON.red);
    await expect(
      kiosk.window.locator(`.thanks-screen[data-rating=${ratings[press % 2]}]`),
    ).toBeVisible();
  }
  await kiosk.kill9();
  await rm(path.join(journey.terminalDir, 'profile'), { recursive: true });

  // The terminal is still enrolled: its key and identity lie beside the journal.
  await journey.startKiosk();
  await journey.startHub();
  await expect
    .poll(async () => (await journey.storedPresses()).map(({ number }) => number), {
      timeout: 60_000,
    })
    .toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

  journey.box.press(BUTTON.green);
  await expect
    .poll(async () => (await journey.storedPresses()).map(({ number }) => number))
    .toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});
