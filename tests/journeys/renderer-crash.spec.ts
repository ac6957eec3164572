import { expect, test } from '@playwright/test';
import { crashPage, holdUpPage } from '../support/crashed-page.ts';
import { BUTTON, startJourney } from '../support/journey.ts';

test('the page crashes between press and commit: the press is recorded once and the screen is back', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();

  await holdUpPage(kiosk);
  const lamp = journey.box.nextSignal();
  journey.box.press(BUTTON.red);
  expect(await lamp).toMatchObject({ kind: 'lamp', button: BUTTON.red });
  await crashPage(kiosk);

  // The driver takes a crashed page for lost, so the screen that came back is asked through main.
  const facesOnScreen = () =>
    kiosk.app.evaluate(({ BrowserWindow }): Promise<unknown> | undefined =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        "document.querySelectorAll('#kiosk > [data-screen=start] .face-button').length",
      ),
    );
  await expect.poll(() => kiosk.output()).toContain('page-crashed');
  await expect.poll(facesOnScreen).toBe(3);
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'negative', source: 'box' }]);

  journey.box.press(BUTTON.green);
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([
      { number: 1, rating: 'negative', source: 'box' },
      { number: 2, rating: 'positive', source: 'box' },
    ]);
});
