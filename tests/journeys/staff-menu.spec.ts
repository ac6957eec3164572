import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PinAttempts } from '../../contract/pin-attempts.ts';
import { isReport } from '../../contract/staff-report.ts';
import { DEMO_PIN } from '../../hub/demo/demo-appearance.ts';
import { STAFF_PAGES, type StaffPageName } from '../../renderer/staff/screens/staff-frame.tsx';
import { BUTTON, startJourney } from '../support/journey.ts';

const WRONG_PIN = `${DEMO_PIN}0`;

async function tapCorner(window: Page): Promise<void> {
  for (let taps = 0; taps < 5; taps += 1) {
    await window.mouse.click(6, 6);
  }
  await expect(window.locator('.pin-screen')).toBeVisible();
}

async function pressChord(window: Page): Promise<void> {
  await window.keyboard.press('Control+Alt+Shift+KeyG');
  await expect(window.locator('.pin-screen')).toBeVisible();
}

async function givePin(window: Page, pin: string): Promise<void> {
  await window.keyboard.type(pin);
  await window.keyboard.press('Enter');
}

async function openPage(window: Page, page: StaffPageName): Promise<void> {
  await window.locator('.staff-nav button').nth(STAFF_PAGES.indexOf(page)).click();
  await expect(window.locator(`[data-page=${page}]`)).toBeVisible();
}

/** As if the terminal had been switched off for so long. */
async function letLockOutPass(terminalDir: string, forMs: number): Promise<void> {
  const file = path.join(terminalDir, 'staff-pin.json');
  const attempts = PinAttempts.parse(JSON.parse(await readFile(file, 'utf8')));
  const { at } = attempts;
  const earlier = { ...at, wallMs: at.wallMs - forMs, bootId: 'an-earlier-boot' };
  await writeFile(file, JSON.stringify({ ...attempts, at: earlier }));
}

test('staff get in by five taps and the PIN, are locked out by wrong ones, test the boxes and accept the site', async () => {
  await using journey = await startJourney();
  let kiosk = await journey.startKiosk();
  let { window } = kiosk;

  await tapCorner(window);
  for (let tries = 0; tries < 5; tries += 1) {
    await givePin(window, WRONG_PIN);
    await expect(window.locator('.pin-problem')).not.toBeEmpty();
  }
  await expect(window.locator('.pin-key:enabled')).toHaveCount(0);

  await kiosk.kill9();
  kiosk = await journey.startKiosk();
  ({ window } = kiosk);
  await pressChord(window);
  await givePin(window, DEMO_PIN);
  await expect(window.locator('.pin-problem')).not.toBeEmpty();
  await expect(window.locator('.staff-frame')).toHaveCount(0);

  await kiosk.kill9();
  await letLockOutPass(journey.terminalDir, 60_000);
  kiosk = await journey.startKiosk();
  ({ window } = kiosk);
  await tapCorner(window);
  await givePin(window, DEMO_PIN);
  await expect(window.locator('[data-page=status]')).toContainText(journey.hubUrl);

  await openPage(window, 'boxes');
  await window.locator('[data-page=boxes] .staff-button').first().click();
  const lit = window.locator('.box-buttons [data-pressed]');
  await expect(window.locator('.box-buttons li').first()).toBeVisible();
  journey.box.press(BUTTON.green);
  await expect(lit).toHaveCount(1);
  await expect.poll(() => journey.box.signals.some(({ kind }) => kind === 'lamp')).toBe(true);

  await openPage(window, 'acceptance');
  const main = window.locator('[data-page=acceptance] [data-main]');
  await window.locator('[name=installer]').fill('Noor de Wit');
  await main.click();
  for (const target of await window.locator('.screen-target').all()) {
    await target.click();
  }
  await main.click();
  for (const button of [BUTTON.green, BUTTON.yellow, BUTTON.red]) {
    journey.box.press(button);
  }
  await expect(lit).toHaveCount(3);
  // The buttons, what they came to, the sound, what it came to, and then what needs nobody's help.
  for (let presses = 0; presses < 6; presses += 1) {
    await main.click();
  }
  const saved = window.locator('[data-page=acceptance] .staff-code');
  await expect(window.locator('.staff-checklist')).toBeVisible();
  await main.click();
  await expect(saved).toContainText('reports');
  const report = await readFile((await saved.textContent()) ?? '', 'utf8');
  expect(isReport(report)).toBe(true);
  expect(report).toContain('Noor de Wit');
  expect(report).toContain('GB-TEST');
  expect(report).not.toContain('<script');
  expect(await journey.storedPresses()).toEqual([]);

  await window.locator('.staff-head .staff-button').click();
  await expect(window.locator('#kiosk > [data-screen=start]')).toBeVisible();
  journey.box.press(BUTTON.red);
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'negative', source: 'box' }]);
  expect(kiosk.output()).not.toContain(WRONG_PIN);
});

test('the staff menu is worked by keyboard alone, and closes without a trace', async () => {
  await using journey = await startJourney();
  const { window } = await journey.startKiosk();
  await pressChord(window);
  await givePin(window, DEMO_PIN);
  await expect(window.locator('[data-page=status]')).toBeVisible();
  const current = window.locator('.staff-nav [aria-current=page]');

  // Past the button that closes, to the fourth page.
  for (let steps = 0; steps < 2 + STAFF_PAGES.indexOf('network'); steps += 1) {
    await window.keyboard.press('Tab');
  }
  await window.keyboard.press('Enter');
  await expect(window.locator('[data-page=network] [data-verdict=passed]')).toBeVisible();
  await expect(current).toHaveCount(1);

  await window.keyboard.press('Escape');
  await expect(window.locator('#kiosk > [data-screen=start]')).toBeVisible();
  await pressChord(window);
  await expect(window.locator('.staff-frame')).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect(window.locator('#kiosk > [data-screen=start]')).toBeVisible();
});
