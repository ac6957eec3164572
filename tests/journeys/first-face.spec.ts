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
