import { chromium, expect, test } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { chromiumLaunchOptions } from '../support/chromium.ts';
import { inspectScene, SCENES } from '../support/console-scenes.ts';
import type { Look } from '../support/console-scenes.ts';

/** A folder for pictures of every scene in every look; without it each scene is inspected once. */
const folder = process.env['CONSOLE_PICTURES'] ?? null;

const PHONE: Look = { size: 'phone', scheme: 'dark', language: 'nl' };
const DESKTOP: Look = { size: 'desktop', scheme: 'light', language: 'en' };

const ALL_LOOKS: readonly Look[] = (['phone', 'desktop'] as const).flatMap((size) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    (['en', 'nl'] as const).map((language) => ({ size, scheme, language })),
  ),
);

let browser: Browser;

test.beforeAll(async () => {
  const options = chromiumLaunchOptions();
  browser = await chromium.launch({
    ...options,
    // As a shop's browser has it: no sound before a gesture.
    args: (options.args ?? []).filter((arg) => !arg.startsWith('--autoplay-policy')),
  });
});

test.afterAll(async () => {
  await browser.close();
});

for (const [index, scene] of SCENES.entries()) {
  const looks = folder === null ? [index % 2 === 0 ? PHONE : DESKTOP] : ALL_LOOKS;
  for (const look of looks) {
    const title = `${scene.name} on a ${look.size}, ${look.scheme}, ${look.language}`;
    test(`the console has nothing wrong with it: ${title}`, async () => {
      expect(await inspectScene(browser, scene, look, folder)).toEqual([]);
    });
  }
}
