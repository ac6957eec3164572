import { expect, test } from '@playwright/test';
import { startJourney } from '../support/journey.ts';

/** Runs before the page's own scripts: a finger lands on the first smiley in the moment in which it is there. */
function pressAtOnce(): void {
  const watch = new MutationObserver(() => {
    const face = document.querySelector('.face-button[data-rating=positive]');
    if (face !== null) {
      watch.disconnect();
      document.documentElement.dataset['pressedOn'] =
        face.closest('.first-face') === null ? 'program' : 'first-face';
      face.dispatchEvent(
        new PointerEvent('pointerdown', { bubbles: true, cancelable: true, button: 0 }),
      );
    }
  });
  watch.observe(document, { childList: true, subtree: true });
}

test('a face is pressed before the page has its program: the press is kept, thanked and sent', async () => {
  await using journey = await startJourney();
  const { window } = await journey.startKiosk();

  await window.addInitScript(pressAtOnce);
  await window.reload();

  await expect(window.locator('[data-screen=thanks]')).toBeVisible();
  await expect(window.locator('html')).toHaveAttribute('data-pressed-on', 'first-face');
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'positive', source: 'touch' }]);
});

test('a press on a face of what is not in force any more is nobody’s answer', async () => {
  await using journey = await startJourney();
  const kiosk = await journey.startKiosk();

  await kiosk.window.addInitScript(() => {
    const [key, kept] =
      Object.entries(localStorage).find(([, text]) => text.includes('markup')) ?? [];
    if (key !== undefined && kept !== undefined) {
      localStorage.setItem(key, JSON.stringify({ ...JSON.parse(kept), meaning: 'last year' }));
    }
  });
  await kiosk.window.addInitScript(pressAtOnce);
  await kiosk.window.reload();

  await expect(kiosk.window.locator('html')).toHaveAttribute('data-pressed-on', 'first-face');
  await expect.poll(() => kiosk.output()).toContain('1 presses on the first face were not taken');
  await expect(kiosk.window.locator('#kiosk > [data-screen=start]')).toBeVisible();
  journey.box.press(0);
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'positive', source: 'box' }]);
});

test('a page whose disk hangs shows faces meanwhile, and thanks for what was pressed on them', async () => {
  await using journey = await startJourney();
  const { window } = await journey.startKiosk();

  await window.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await window.addInitScript(pressAtOnce);
  await window.reload();

  await expect(window.locator('html')).toHaveAttribute('data-pressed-on', 'first-face');
  await expect(window.locator('[data-screen=thanks]')).toBeVisible({ timeout: 15_000 });
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'positive', source: 'touch' }]);
});
