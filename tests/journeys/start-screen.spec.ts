import { expect, type Page, test } from '@playwright/test';
import { openGallery, type OpenGallery } from '../gallery/gallery-site.ts';

/** The screens by keyboard alone, in a real browser. */
let gallery: OpenGallery;
let page: Page;

test.beforeAll(async () => {
  gallery = await openGallery();
  ({ page } = gallery);
});

test.afterAll(async () => {
  await gallery[Symbol.asyncDispose]();
});

async function show(scene: string): Promise<void> {
  await page.evaluate(async (name) => window.showScene(name, 'nl'), scene);
}

/** The value of the answer that has the focus. */
async function focused(): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.getAttribute('data-value') ?? null);
}

test('arrow keys reach every answer, in the direction of reading', async () => {
  await show('start-nps');
  const reached: (string | null)[] = [];
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('ArrowRight');
    reached.push(await focused());
  }
  expect(reached).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', null]);
  await expect(page.locator('.start-foot button').first()).toBeFocused();
  await show('start-arabic-nps');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  expect(await focused()).toBe('1');
});

for (const scene of [
  'step-reasons',
  'step-words',
  'step-contact',
  'offers-negative',
  'help-asked',
]) {
  test(`arrow keys reach every button of ${scene}`, async () => {
    await show(scene);
    const buttons = page.locator('.kiosk button:enabled');
    const count = await buttons.count();
    expect(count).toBeGreaterThan(0);
    for (let index = 0; index < count; index += 1) {
      await page.keyboard.press('ArrowDown');
      await expect(buttons.nth(index)).toBeFocused();
    }
  });
}

test('arrow keys stay with the field that somebody types in', async () => {
  await show('step-words');
  const field = page.locator('textarea');
  await field.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(field).toBeFocused();
});

for (const scene of ['start-smileys-5', 'start-dusk-smileys-5', 'start-contrast-smileys-5']) {
  test(`what has the focus is told from the rest on ${scene}`, async () => {
    await show(scene);
    await page.keyboard.press('ArrowRight');
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(
        document.activeElement ?? document.body,
      );
      const ink = getComputedStyle(document.documentElement).color;
      return {
        outlineStyle,
        wide: Number.parseFloat(outlineWidth) >= 3,
        inked: outlineColor === ink,
      };
    });
    expect(outline).toEqual({ outlineStyle: 'solid', wide: true, inked: true });
  });
}

test('many languages open and close by key, and a touch elsewhere closes them', async () => {
  await show('start-twelve-languages');
  const opener = page.locator('.language-opener');
  const names = page.locator('.language-list button');
  await opener.focus();
  await page.keyboard.press('Enter');
  await expect(names).toHaveCount(12);
  await page.keyboard.press('Tab');
  await expect(names.first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(names).toHaveCount(0);
  await expect(opener).toBeFocused();
  await opener.click();
  await expect(names).toHaveCount(12);
  await page.locator('.question').click();
  await expect(names).toHaveCount(0);
});

test('a list of languages stays while keys go through it, and then gives back the focus', async () => {
  await page.clock.install();
  await show('start-twelve-languages');
  const opener = page.locator('.language-opener');
  const names = page.locator('.language-list button');
  await opener.focus();
  await page.keyboard.press('Enter');
  for (let step = 0; step < 3; step += 1) {
    await page.clock.runFor(15_000);
    await page.keyboard.press('ArrowDown');
  }
  await expect(names.nth(2)).toBeFocused();
  await page.clock.runFor(20_000);
  await expect(names).toHaveCount(0);
  await expect(opener).toBeFocused();
});
