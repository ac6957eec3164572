import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { BUTTON, startJourney } from '../support/journey.ts';
import { launchPackagedKiosk } from '../support/packaged-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a terminal with keys of its own takes those and no others, beside its button box', async () => {
  await using journey = await startJourney();
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('keypad');
  cleanUp.defer(() => folder.remove());
  const buttons = path.join(folder.path, 'buttons.json');
  await writeFile(
    buttons,
    JSON.stringify({
      boxes: [{ driver: 'glimlach', port: journey.serial.terminalPath }],
      keypad: { keys: { Numpad7: BUTTON.red, Enter: BUTTON.green, KeyS: 5 } },
    }),
  );
  const kiosk = await launchPackagedKiosk({
    terminalDir: journey.terminalDir,
    hubUrl: journey.hubUrl,
    enrolmentKey: journey.hub().demo.enrolmentKey,
    env: { GLIMLACH_BOXES: buttons },
  });
  cleanUp.defer(() => kiosk.kill9());
  const { window } = kiosk;
  const faces = window.locator('#kiosk > [data-screen=start]');
  await expect(faces, kiosk.output()).toBeVisible();

  await window.keyboard.press('Digit1');
  await window.keyboard.press('KeyS');
  await window.keyboard.press('Numpad7');
  await expect(window.locator('.thanks-screen[data-rating=negative]')).toBeVisible();

  await expect(faces.locator('.face-button')).toHaveCount(3);
  await faces.locator('[data-rating=negative]').focus();
  await window.keyboard.press('Enter');
  await expect(window.locator('.thanks-screen[data-rating=positive]')).toBeVisible();

  await expect.poll(() => journey.box.greetings()).toBeGreaterThan(0);
  journey.box.press(BUTTON.yellow);
  await expect(window.locator('.thanks-screen[data-rating=neutral]')).toBeVisible();
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([
      { number: 1, rating: 'negative', source: 'keyboard' },
      { number: 2, rating: 'positive', source: 'keyboard' },
      { number: 3, rating: 'neutral', source: 'box' },
    ]);
});
