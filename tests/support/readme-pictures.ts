/**
 * Takes README's pictures from the real kiosk and the real console on a real hub:
 * `node tests/support/readme-pictures.ts`, after `npm run build`. Writes to docs/screens.
 */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { projectRoot } from '../../build/project-root.ts';
import { startJourney } from './journey.ts';

const folder = path.join(projectRoot, 'docs/screens');

await using journey = await startJourney();

async function picture(page: Page, name: string): Promise<void> {
  // Motion comes to rest first, so that a picture taken again looks the same.
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    );
  });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

const kiosks = await journey.openBrowser({ viewport: { width: 960, height: 540 } });
const landscape = await kiosks.newPage();
await landscape.goto(`${journey.hubUrl}/kiosk/#enrol=${journey.hub().demo.enrolmentKey}`);
await landscape.locator('[data-screen=start]').waitFor();
await picture(landscape, 'kiosk-landscape-nl');
await landscape.setViewportSize({ width: 540, height: 960 });
await landscape.getByRole('button', { name: 'English' }).click();
await picture(landscape, 'kiosk-portrait-en');
await landscape.getByRole('button', { name: 'Bad' }).click();
await landscape.locator('.thanks-screen').waitFor();
await picture(landscape, 'kiosk-thanks-negative');

const board = await journey.openConsole();
await board.setViewportSize({ width: 1100, height: 700 });
await board.getByRole('button', { name: 'I’m on it: Checkout' }).waitFor();
await picture(board, 'console-desktop');
await board.setViewportSize({ width: 390, height: 700 });
await picture(board, 'console-phone');
await board.getByRole('button', { name: 'I’m on it: Checkout' }).click();
await board.getByRole('link', { name: 'Checkout' }).click();
await board.locator('.messages li').first().waitFor();
await picture(board, 'console-alert');
await landscape.goto(`${journey.hubUrl}/kiosk/`);
await landscape.getByRole('button', { name: 'Slecht' }).click();
await board.setViewportSize({ width: 1100, height: 700 });
await board.goto(`${journey.hubUrl}/alerts/wall`);
await board.locator('.wall-card').waitFor();
await picture(board, 'console-wall');
