import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { projectRoot } from '../../build/project-root.ts';
import type { EventBody } from '../../contract/event-body.ts';
import { ParkedEvent } from '../../contract/protocol/fleet.ts';
import { launchChromium } from '../support/chromium.ts';
import { sendHeartbeat } from '../support/heartbeat.ts';
import { startTestHub } from '../support/hub.ts';
import { journeyCluster } from '../support/journey-cluster.ts';
import { enrolTestTerminal } from '../support/test-terminal.ts';

const IT = { email: 'it@glimlach.example', password: 'plug-it-in-again' };

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(IT.email);
  await page.getByLabel('Password', { exact: true }).fill(IT.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('somebody of IT sees a terminal’s books balance, saves what the hub rejected and has it sent again', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const hub = await startTestHub(await journeyCluster(cleanUp), {
    consoleDir: path.join(projectRoot, 'dist/console'),
  });
  cleanUp.defer(() => hub.stop());
  await hub.administration.saveMember(hub.demo.organizationId, { ...IT, name: 'It', role: 'it' });
  const terminal = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
  const browser = await launchChromium();
  cleanUp.defer(() => browser.close());
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();

  const state = (parked: number[]): ReturnType<typeof sendHeartbeat> =>
    sendHeartbeat(terminal, {
      ledgers: [
        {
          ledgerId: terminal.ledgerId,
          made: terminal.made(),
          queued: 0,
          oldestQueued: null,
          parked,
        },
      ],
    });

  await test.step('what was pressed is stored, and the books say so', async () => {
    const presses = [terminal.press('positive'), terminal.press('neutral')];
    await terminal.send(terminal.batch(presses));
    await page.goto(`${hub.url}/terminals?search=Utrecht`);
    await signIn(page);
    await expect(page).toHaveURL(`${hub.url}/terminals?search=Utrecht`);
    const row = page.getByRole('article');
    await expect(row).toContainText('Checkout, Utrecht');
    await expect(row.locator('.equation')).toHaveText('2 made=2 stored+0 waiting+0 parked');
  });

  const misfit = terminal.press('positive');
  const body = misfit.body.replace('"positive"', '"delighted"') as EventBody;

  await test.step('an event that fits nothing is parked, and shown with its bytes', async () => {
    await terminal.send(terminal.batch([{ ...misfit, body }]));
    await state([3]);
    await page.reload();
    await expect(page.getByRole('article').getByText('Parked', { exact: true })).toBeVisible();
    await page.getByRole('article').getByRole('link').click();
    await expect(page.locator('.equation').first()).toHaveText(
      '3 made=2 stored+0 waiting+1 parked',
    );
    await page.getByText('Number 3').click();
    await expect(page.locator('pre')).toHaveText(body);
  });

  await test.step('it is saved as a file', async () => {
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe(`parked-${terminal.terminalId}.ndjson`);
    const file = await readFile(await saved.path(), 'utf8');
    expect(file.endsWith('\n')).toBe(true);
    expect(ParkedEvent.parse(JSON.parse(file))).toEqual({
      id: misfit.id,
      ledgerId: terminal.ledgerId,
      number: 3,
      reason: 'invalid',
      detail: expect.any(String),
      body,
      receivedAtMs: expect.any(Number),
    });
  });

  await test.step('the terminal is asked to send it again with its next heartbeat', async () => {
    expect((await state([3])).retryParked).toBeNull();
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
    await expect(page.getByRole('status').getByText(/^Asked\./)).toBeVisible();
    const { retryParked } = await state([3]);
    expect(retryParked).toEqual(expect.any(String));
    expect((await state([3])).retryParked).toBe(retryParked);
  });

  await test.step('and once its number is stored after all, the page says so by itself', async () => {
    await terminal.send(terminal.batch([misfit]));
    // The window comes to the front: the page is read anew.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.locator('.equation').first()).toHaveText(
      '3 made=3 stored+0 waiting+0 parked',
    );
  });
});
