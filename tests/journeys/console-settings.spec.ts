import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { launchChromium } from '../support/chromium.ts';
import { startFakeConsoleHub } from '../support/fake-console-hub.ts';
import type { FakeConsoleHub } from '../support/fake-console-hub.ts';
import { fillSettings, shopId } from '../support/settings-shop.ts';

const pages = fileURLToPath(new URL('../../dist/console/', import.meta.url));

let browser: Browser;
let hub: FakeConsoleHub;
let context: BrowserContext;
let page: Page;

test.beforeAll(async () => {
  browser = await launchChromium();
});

test.beforeEach(async () => {
  hub = await startFakeConsoleHub(pages);
  fillSettings(hub);
  context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 390, height: 844 },
  });
  page = await context.newPage();
  await page.goto(`${hub.url}/settings/rules`);
  await page.getByLabel('E-mail').fill(hub.email);
  await page.getByLabel('Password').fill(hub.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Rules', level: 1 })).toBeVisible();
});

test.afterEach(async () => {
  await context.close();
  await hub.stop();
});

test.afterAll(async () => {
  await browser.close();
});

/** Goes on with the key Tab until this has the keyboard. */
async function tabTo(wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not come to ${String(wanted)}.`);
}

/** Chooses in a list as the keyboard does: by the first letters. */
async function choose(list: Locator, letters: string): Promise<void> {
  await tabTo(list);
  await page.keyboard.type(letters);
}

test('a rule made by the keyboard alone', async () => {
  let made: unknown = null;
  hub.on('POST /v1/alert-rules', (sent) => {
    made = sent;
    const { rule } = sent as { rule: object };
    const saved = { id: shopId(60), version: 1, changedAtMs: Date.now(), changedBy: null };
    return { status: 200, body: { rule: { ...rule, ...saved } } };
  });
  await tabTo(page.getByRole('link', { name: 'New rule' }));
  await page.keyboard.press('Enter');

  await tabTo(page.getByLabel('Name'));
  await page.keyboard.type('Low score at the station');
  await choose(page.getByLabel('When', { exact: true }), 'A low');
  await tabTo(page.getByLabel('Below which score'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('45');
  await tabTo(page.getByRole('radio', { name: 'Everywhere' }));
  await page.keyboard.press('ArrowDown');
  await tabTo(page.getByRole('checkbox', { name: 'Utrecht Centraal Station' }));
  await page.keyboard.press('Space');
  await choose(page.getByLabel('Who is told'), 'Tech');
  await tabTo(page.getByRole('button', { name: 'Try it' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Would have raised 14 alerts')).toBeVisible();
  await tabTo(page.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Rules', level: 1 })).toBeVisible();
  expect(made).toEqual({
    rule: {
      name: 'Low score at the station',
      enabled: true,
      condition: { kind: 'score-below', score: 45, withinMs: 7_200_000, minPresses: 10 },
      scope: { locationIds: [shopId(4)], touchpointIds: [], hours: 'open' },
      policyId: shopId(22),
    },
  });
});

test('an escalation set by the keyboard alone', async () => {
  let people: unknown = null;
  hub.on(`PUT /v1/escalation-policies/${shopId(22)}`, (sent) => {
    const { policy } = sent as { policy: { levels: { people: unknown }[] } };
    people = policy.levels.map((level) => level.people);
    const next = { id: shopId(22), version: 2, changedAtMs: Date.now(), changedBy: null };
    return { status: 200, body: { policy: { ...policy, ...next } } };
  });
  await page.goto(`${hub.url}/settings/escalation`);
  await tabTo(page.getByRole('link', { name: 'Techniek' }));
  await page.keyboard.press('Enter');
  const who = page.getByLabel('Who', { exact: true }).first();
  await choose(who, 'Admin');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove Administrators' })).toBeVisible();
  await tabTo(who);
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Remove Sam Jansen' })).toBeVisible();
  await tabTo(page.getByRole('button', { name: 'Remove IT' }));
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Escalation', level: 1 })).toBeVisible();
  expect(people).toEqual([
    [
      { kind: 'role', role: 'admin' },
      { kind: 'person', userId: shopId(32) },
    ],
  ]);
});

test('why a rule was not saved is in sight, and what somebody else made of it is one press away', async () => {
  const path = `/v1/alert-rules/${shopId(51)}`;
  hub.on(`PUT ${path}`, () => ({
    status: 409,
    body: { type: 'changed-meanwhile', title: 'In English.', status: 409, detail: 'In English.' },
  }));
  await tabTo(page.getByRole('link', { name: 'Rode drukken in Utrecht' }));
  await page.keyboard.press('Enter');
  const name = page.getByLabel('Name');
  await name.fill('Something else');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Somebody else changed or deleted this')).toBeInViewport({
    ratio: 1,
  });
  await page.getByRole('button', { name: 'Load the newest' }).click();
  await expect(name).toHaveValue('Rode drukken in Utrecht');
  await expect(page.getByText('Somebody else changed or deleted this')).toBeHidden();

  hub.on(`PUT ${path}`, () => ({
    status: 400,
    body: {
      type: 'invalid-request',
      title: 'In English.',
      status: 400,
      detail: 'In English.',
      errors: [{ path: '/rule/policyId', message: 'must be a policy of the organization' }],
    },
  }));
  await name.fill('Something else');
  await page.keyboard.press('Enter');
  const policy = page.getByLabel('Who is told');
  await expect(policy).toBeFocused();
  await expect(policy).toBeInViewport({ ratio: 1 });
  await expect(policy).toHaveAccessibleDescription(/This escalation is not there any more\./u);
});
