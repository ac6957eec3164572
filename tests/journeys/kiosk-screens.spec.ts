import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { projectRoot } from '../../build/project-root.ts';
import { CHOSEN_PICTURES } from '../gallery/chosen-pictures.ts';
import type { Tile } from '../gallery/contact-sheet.ts';
import { differingTiles, drawSheet } from '../gallery/contact-sheet.ts';
import { GALLERY_LANGUAGES } from '../gallery/gallery-languages.ts';
import { openGallery, type OpenGallery } from '../gallery/gallery-site.ts';
import { inspectScreen } from '../gallery/inspect-screen.ts';
import { SCENES } from '../gallery/scenes.ts';

/**
 * Every screen of the kiosk in every language and orientation: a picture of each in `test-results/kiosk-screens`,
 * nothing wrong with any, and none that looks otherwise than on its sheet in `tests/gallery/sheets`. With
 * `KIOSK_SHEETS=keep` the sheets, and the pictures for `docs/screens/kiosk`, are made anew; look at them before they
 * are committed.
 */
const PICTURES = path.join(projectRoot, 'test-results/kiosk-screens');
const SHEETS = path.join(projectRoot, 'tests/gallery/sheets');
const CHOSEN = path.join(projectRoot, 'docs/screens/kiosk');
const keeps = process.env['KIOSK_SHEETS'] === 'keep';

const ORIENTATIONS = [
  { name: 'landscape', width: 960, height: 540, tile: { width: 128, height: 72 }, y: 0 },
  { name: 'portrait', width: 540, height: 960, tile: { width: 72, height: 128 }, y: 72 },
] as const;

/** The smallest and the largest screens there are; a picture of each is looked at by rules only. */
const EXTREMES = [
  { name: '800×480', width: 800, height: 480 },
  { name: '480×800', width: 480, height: 800 },
  { name: '3840×2160', width: 3840, height: 2160 },
] as const;

// A trace would hold every picture again.
test.use({ trace: 'off' });

let gallery: OpenGallery;
let page: Page;

test.beforeAll(async () => {
  await Promise.all([PICTURES, SHEETS, CHOSEN].map((folder) => mkdir(folder, { recursive: true })));
  gallery = await openGallery();
  ({ page } = gallery);
});

test.afterAll(async () => {
  await gallery[Symbol.asyncDispose]();
});

for (const { name } of SCENES) {
  test(`the screen ${name} has nothing wrong with it, and looks as it did`, async () => {
    const wrong: string[] = [];
    const tiles: Tile[] = [];
    for (const { name: orientation, width, height, tile, y } of ORIENTATIONS) {
      await page.setViewportSize({ width, height });
      for (const [index, language] of GALLERY_LANGUAGES.entries()) {
        const title = `${orientation} ${language}`;
        await page.evaluate(async (scene) => window.showScene(...scene), [name, language] as const);
        wrong.push(...(await inspectScreen(page)).map((fault) => `${title}: ${fault}`));
        const file = `${name}-${orientation}-${language}`;
        const picture = await page.screenshot({
          path: path.join(PICTURES, `${file}.png`),
          animations: 'disabled',
        });
        if (keeps && CHOSEN_PICTURES.has(file)) {
          await copyFile(path.join(PICTURES, `${file}.png`), path.join(CHOSEN, `${file}.png`));
        }
        tiles.push({
          name: title,
          png: picture.toString('base64'),
          x: index * tile.width,
          y,
          ...tile,
        });
      }
    }
    const now = await drawSheet(page, tiles);
    const sheet = path.join(SHEETS, `${name}.png`);
    if (keeps || !existsSync(sheet)) {
      await writeFile(sheet, now, 'base64');
      expect(keeps, `There was no sheet for ${name}; one was made.`).toBe(true);
    }
    const before = await readFile(sheet, 'base64');
    const differing = await differingTiles(page, tiles, { now, before });
    expect([...wrong, ...differing.map((tile) => `looks otherwise: ${tile}`)]).toEqual([]);
  });
}

test('nothing is cut off on the smallest and the largest screens', async () => {
  const wrong: string[] = [];
  for (const { name: size, ...viewport } of EXTREMES) {
    await page.setViewportSize(viewport);
    for (const { name } of SCENES) {
      for (const language of ['de', 'fr'] as const) {
        await page.evaluate(async (scene) => window.showScene(...scene), [name, language] as const);
        wrong.push(
          ...(await inspectScreen(page, { axe: false })).map(
            (fault) => `${name} at ${size}, ${language}: ${fault}`,
          ),
        );
      }
    }
  }
  expect(wrong).toEqual([]);
});
