import { expect, test } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { axeViolations } from '../support/axe-violations.ts';
import { launchChromium } from '../support/chromium.ts';
import { findFreePort } from '../../hub/database/free-port.ts';
import { startHubProcess } from '../support/hub-process.ts';
import type { HubProcess } from '../support/hub-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { enrolTestTerminal } from '../support/test-terminal.ts';

const acknowledge = /^I’m on it/;

async function openConsole(browser: Browser, hub: HubProcess): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.AudioContext = class extends AudioContext {
      override createOscillator(): OscillatorNode {
        const { dataset } = document.documentElement;
        dataset['tones'] = String(Number(dataset['tones'] ?? 0) + 1);
        return super.createOscillator();
      }
    };
  });
  await page.goto(hub.url);
  await page.getByLabel('E-mail').fill(hub.demo.email);
  await page.getByLabel('Password').fill(hub.demo.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  return page;
}

test('a console open all day: sign-in, a new alert, picking it up by keyboard, a hub that goes and comes back', async () => {
  const folder = await temporaryFolder('console');
  const setup = { dataDir: folder.path, port: await findFreePort() };
  let hub = await startHubProcess(setup);
  const browser = await launchChromium();
  try {
    const terminal = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
    const first = await openConsole(browser, hub);
    const second = await openConsole(browser, hub);
    await expect(first.getByRole('heading', { level: 1 })).toHaveText(
      'Nobody is unhappy right now',
    );

    await test.step('a red press appears on both, without a reload', async () => {
      await terminal.send(terminal.batch([terminal.press('positive'), terminal.press('negative')]));
      for (const page of [first, second]) {
        await expect(page.getByRole('article')).toHaveCount(1);
        await expect(page).toHaveTitle('(1) Alerts · Glimlach');
        // One chime: two notes of two tones each.
        await expect(page.locator('html')).toHaveAttribute('data-tones', '4');
      }
      expect(await axeViolations(first)).toEqual([]);
    });

    await test.step('picked up by keyboard on one, it says who on the other', async () => {
      await first.keyboard.press('j');
      await expect(first.getByRole('button', { name: acknowledge })).toBeFocused();
      await first.keyboard.press('a');
      for (const page of [first, second]) {
        const pickedUp = page.getByRole('region', { name: 'Picked up' }).getByRole('article');
        await expect(pickedUp).toContainText('by Demo manager');
        await expect(page).toHaveTitle('Alerts · Glimlach');
      }
    });

    await test.step('its page tells the story, and takes a comment; what is closed is in the history', async () => {
      await second.getByRole('article').getByRole('link').click();
      await expect(second).toHaveURL(/\/alerts\/[0-9a-f-]{36}$/);
      await expect(second.getByRole('region', { name: 'What happened' })).toContainText(
        'Demo manager is on it',
      );
      await second.getByLabel('Comment for colleagues').fill('A new roll of paper helped.');
      await second.getByRole('button', { name: 'Add' }).click();
      await expect(second.getByText('A new roll of paper helped.')).toBeVisible();
      await second.getByRole('button', { name: /^Done/ }).click();
      await expect(second.getByText('Closed by Demo manager')).toBeVisible();
      expect(await axeViolations(second)).toEqual([]);
      await expect(first.getByRole('article')).toHaveCount(0);
      await first.getByRole('link', { name: 'History' }).click();
      await expect(first.getByRole('article')).toContainText('Closed by Demo manager');
      await first.getByRole('link', { name: 'All alerts' }).click();
    });

    await test.step('a link to an alert leads there by way of the sign-in, and to nowhere when it is not theirs', async () => {
      const link = second.url();
      const context = await browser.newContext({ locale: 'en-GB' });
      const page = await context.newPage();
      await page.goto(link);
      await page.getByLabel('E-mail').fill(hub.demo.email);
      await page.getByLabel('Password').fill(hub.demo.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page).toHaveURL(link);
      await expect(page.getByRole('button', { name: /^Reopen/ })).toBeVisible();
      await page.goto(link.replace(/.$/, (last) => (last === '0' ? '1' : '0')));
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('This alert is not here');
      await context.close();
    });

    await test.step('with the hub away it says so, and hears the next alert once the hub is back', async () => {
      await hub.stop();
      await expect(first.getByText(/^No connection since/)).toBeVisible();
      hub = await startHubProcess(setup);
      await terminal.send(terminal.batch([terminal.press('negative')]));
      // It tries by itself as well, and may have been first.
      await first.getByRole('button', { name: 'Try now' }).evaluateAll((buttons) => {
        for (const button of buttons) {
          button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
        }
      });
      await expect(first.getByText('Live', { exact: true })).toBeVisible();
      await expect(first.getByRole('button', { name: acknowledge })).toBeVisible();
    });

    await test.step('signing out ends the session for good', async () => {
      await first.getByRole('button', { name: 'Menu' }).click();
      await first.getByRole('menuitem', { name: 'Sign out' }).click();
      await expect(first.getByRole('button', { name: 'Sign in' })).toBeVisible();
      await first.goto(`${hub.url}/alerts`);
      await expect(first).toHaveURL(/\/sign-in$/);
    });
  } finally {
    await browser.close();
    await hub.stop();
    await folder.remove();
  }
});
