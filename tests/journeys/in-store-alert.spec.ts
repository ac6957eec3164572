import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { Webhook } from 'standardwebhooks';
import { createHubBooks } from '../faults/hub-books.ts';
import { holdUpPage } from '../support/crashed-page.ts';
import type { BoxSignalHeard } from '../support/plugged-box.ts';
import { BUTTON, startJourney } from '../support/journey.ts';
import { startWebhookReceiver } from '../support/webhook-receiver.ts';

const STAFF_BUTTON = 5;
const BEACON_ON: BoxSignalHeard = { kind: 'beacon', durationMs: 60_000 };
const BUZZER_ON: BoxSignalHeard = { kind: 'buzzer', durationMs: 600 };
const BOTH_OFF: BoxSignalHeard[] = [
  { kind: 'beacon', durationMs: 0 },
  { kind: 'buzzer', durationMs: 0 },
];

test('a red press calls somebody by what is in the store while the hub is away, and the hub hears of it', async () => {
  await using journey = await startJourney();
  await using store = await startWebhookReceiver();
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await journey
    .hub()
    .publish({ inStoreAlert: { afterMs: 5_000, webhook: { url: store.url, secret } } });
  const kiosk = await journey.startKiosk();
  const { box } = journey;
  const calls = () => box.signals.filter(({ kind }) => kind !== 'lamp');

  // Of a press that the hub takes nobody in the store is told.
  box.press(BUTTON.red);
  await expect.poll(() => journey.openAlerts()).toBe(1);
  await expect(kiosk.window.locator('#kiosk > [data-screen=start]')).toBeVisible();
  await journey.stopHub();
  expect([calls(), store.received]).toEqual([[], []]);

  box.press(BUTTON.red);
  await expect(kiosk.window.locator('.thanks-screen[data-rating=negative]')).toBeVisible();
  await expect.poll(() => calls().slice(0, 2), { timeout: 15_000 }).toEqual([BEACON_ON, BUZZER_ON]);
  await expect.poll(() => store.received.length, { timeout: 15_000 }).toBe(1);
  const [posted] = store.received;
  if (posted === undefined) {
    throw new Error('Nothing was posted.');
  }
  const told = new Webhook(secret).verify(posted.body, posted.headers) as {
    readonly type: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
  const { pressId } = told.data;
  expect([posted.method, posted.path, posted.headers['webhook-id']]).toEqual([
    'POST',
    '/red-press',
    pressId,
  ]);
  expect(told).toMatchObject({
    type: 'negative_feedback.alerted_locally',
    data: {
      terminal: { name: expect.any(String) },
      touchpoint: { name: 'Checkout' },
      location: { name: 'Utrecht' },
      rating: 'negative',
      helpAsked: false,
    },
  });
  await expect.poll(() => calls().length, 'the buzzer goes on').toBeGreaterThan(3);

  await journey.startHub();
  await expect
    .poll(() => journey.storedPresses(), { timeout: 60_000 })
    .toEqual([
      { number: 1, rating: 'negative', source: 'box' },
      { number: 2, rating: 'negative', source: 'box' },
    ]);
  await expect
    .poll(() => journey.alertedLocally(), { timeout: 60_000 })
    .toEqual([
      { pressId, channel: 'lamp' },
      { pressId, channel: 'buzzer' },
      { pressId, channel: 'lan-webhook' },
    ]);
  const books = createHubBooks(journey.hubUrl, journey.hub().demo);
  await expect
    .poll(async () =>
      (await books()).map(({ made, stored, queued, parked, unaccounted }) => ({
        made,
        stored,
        queued,
        parked,
        unaccounted,
      })),
    )
    .toEqual([{ made: 5, stored: 5, queued: 0, parked: 0, unaccounted: 0 }]);

  // Whoever takes it on at the console ends the call in the store.
  const board = await journey.openConsole();
  await board.getByRole('button', { name: 'I’m on it: Checkout' }).click();
  await expect.poll(() => calls().slice(-2), { timeout: 30_000 }).toEqual(BOTH_OFF);
  expect(store.received).toHaveLength(1);
});

test('a page that hangs sends nothing: the store is called all the same, and staff end that at the box', async () => {
  await using journey = await startJourney({ buttons: 6 });
  await journey.hub().publish({ inStoreAlert: { afterMs: 1_000 } });
  const kiosk = await journey.startKiosk();
  const calls = () => journey.box.signals.filter(({ kind }) => kind !== 'lamp');
  await holdUpPage(kiosk);
  journey.box.press(BUTTON.red);
  await expect.poll(() => calls().slice(0, 2)).toEqual([BEACON_ON, BUZZER_ON]);
  journey.box.press(STAFF_BUTTON);
  await expect.poll(() => calls().slice(-2)).toEqual(BOTH_OFF);

  // The page is brought back, and sends what it was not there for.
  await expect.poll(() => journey.staffAnswers(), { timeout: 60_000 }).toBe(1);
  expect(await journey.storedPresses()).toEqual([{ number: 1, rating: 'negative', source: 'box' }]);
  expect((await journey.alertedLocally()).map(({ channel }) => channel)).toEqual([
    'lamp',
    'buzzer',
  ]);
});
