import { expect, test } from '@playwright/test';
import { BUTTON, startJourney } from '../support/journey.ts';

test('twenty presses without a hub, then a killed terminal: each arrives exactly once', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();
  await journey.stopHub();

  const buttons = [BUTTON.green, BUTTON.yellow, BUTTON.red] as const;
  const ratings = ['positive', 'neutral', 'negative'] as const;
  for (let press = 0; press < 20; press += 1) {
    const rating = ratings[press % 3] ?? 'positive';
    if (press % 2 === 0) {
      journey.box.press(buttons[press % 3] ?? BUTTON.green);
    } else {
      // During a thank-you there are no faces to touch, so this waits for the start screen as a visitor does.
      await kiosk.window
        .locator(`.face-button[data-rating=${rating}]`)
        .dispatchEvent('pointerdown', {
          pointerId: press,
          button: 0,
          isPrimary: true,
        });
    }
    await expect(kiosk.window.locator(`.thanks-screen[data-rating=${rating}]`)).toBeVisible();
  }
  await kiosk.kill9();

  await journey.startKiosk();
  await journey.startHub();
  await expect
    .poll(async () => (await journey.storedPresses()).map(({ number }) => number), {
      timeout: 60_000,
    })
    .toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(await journey.storedPresses()).toEqual(
    Array.from({ length: 20 }, (_, press) => ({
      number: press + 1,
      rating: ratings[press % 3],
      source: press % 2 === 0 ? 'box' : 'touch',
    })),
  );
});
