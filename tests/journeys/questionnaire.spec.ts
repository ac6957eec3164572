import { expect, type Page, test } from '@playwright/test';
import jsQR from 'jsqr';
import { NO_PATH, type Path } from '../../contract/questionnaire.ts';
import { readFollowUpToken } from '../../contract/follow-up-token.ts';
import type { Rating } from '../../contract/rating.ts';
import { type Journey, startJourney } from '../support/journey.ts';
import { PLAIN_SHOP } from '../support/plain-shop.ts';

const NEGATIVE: Path = {
  steps: [
    {
      kind: 'choice',
      id: 'reason',
      question: { nl: 'Waar ging het mis?', en: 'What went wrong?' },
      choices: [
        { id: 'waiting', icon: 'waiting', label: { nl: 'Wachttijd', en: 'Waiting' } },
        { id: 'staff', icon: 'staff', label: { nl: 'De hulp', en: 'The service' } },
      ],
      several: false,
    },
    { kind: 'text', id: 'words', question: { nl: 'Wat gebeurde er?', en: 'What happened?' } },
    {
      kind: 'contact',
      id: 'contact',
      question: { nl: 'Mogen we bellen?', en: 'May we call?' },
      consent: { nl: 'Ja, bel mij hierover.', en: 'Yes, call me about it.' },
    },
  ],
  thanks: {
    title: null,
    text: null,
    offers: [{ kind: 'ask-staff' }, { kind: 'call-back' }, { kind: 'follow-up' }],
  },
};

/** A kiosk in a browser whose red press is followed by all there is. */
async function openKiosk(journey: Journey): Promise<Page> {
  const { demo } = journey.hub();
  await journey.hub().publish({
    touchpoints: {
      [demo.touchpointId]: {
        questionnaire: {
          ...PLAIN_SHOP.questionnaire,
          paths: { positive: NO_PATH, neutral: NO_PATH, negative: NEGATIVE },
        },
      },
    },
  });
  const context = await journey.openBrowser({
    hasTouch: true,
    viewport: { width: 1280, height: 800 },
    locale: 'nl-NL',
  });
  const page = await context.newPage();
  // It goes on as ever, and can be moved.
  await page.clock.install();
  const flow = page.waitForResponse(/flow-screens-[^/]*\.js$/);
  await page.goto(`${journey.hubUrl}/kiosk/#enrol=${demo.enrolmentKey}`);
  await expect(page.locator('.kiosk[data-screen=start]')).toBeVisible();
  // What follows a press is loaded right after the start; here a press waits until it has run.
  await page.evaluate((url) => import(url), (await flow).url());
  return page;
}

async function press(page: Page, rating: Rating): Promise<void> {
  await page.locator(`.face-button[data-rating=${rating}]`).tap();
}

async function touch(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).tap();
}

async function type(page: Page, text: string): Promise<void> {
  const keyboard = page.getByRole('group', { name: 'Toetsenbord op het scherm' });
  for (const letter of text) {
    const name = letter === ' ' ? 'Spatie' : letter;
    await keyboard.getByRole('button', { name, exact: true }).tap();
  }
}

async function readCode(page: Page): Promise<string | undefined> {
  const png = await page.locator('.qr-code').screenshot();
  const { pixels, width, height } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    // About as a phone a metre away sees it.
    const scale = 0.4;
    const canvas = new OffscreenCanvas(bitmap.width * scale, bitmap.height * scale);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const image = context?.getImageData(0, 0, canvas.width, canvas.height);
    return { pixels: [...(image?.data ?? [])], width: canvas.width, height: canvas.height };
  }, png.toString('base64'));
  return jsQR(Uint8ClampedArray.from(pixels), width, height)?.data;
}

test('a red press is followed by a reason, words and contact details, which the hub has in order and sealed', async () => {
  await using journey = await startJourney();
  const page = await openKiosk(journey);
  await press(page, 'negative');
  await expect(page.locator('.thanks-screen[data-rating=negative]')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Waar ging het mis?' })).toBeFocused();
  await touch(page, 'Wachttijd');

  await expect(page.getByRole('heading', { name: 'Wat gebeurde er?' })).toBeFocused();
  await type(page, 'Te lang');
  await page.keyboard.type(' gewacht 12');
  await expect(page.getByLabel('In eigen woorden')).toHaveValue('Te lang gewacht 12');
  await expect(page.locator('.kiosk[data-screen=step]'), 'no digit pressed a face').toBeVisible();
  await touch(page, 'Versturen');

  await expect(page.getByRole('heading', { name: 'Mogen we bellen?' })).toBeFocused();
  await type(page, 'Ada');
  await page.getByLabel('Telefoon').tap();
  await type(page, '0612345');
  await touch(page, 'Versturen');
  await expect(page.getByRole('alert')).toHaveText('Zet eerst het vinkje.');
  const consent = page.getByRole('checkbox', { name: 'Ja, bel mij hierover.' });
  await expect(consent, 'nobody agrees by default').not.toBeChecked();
  await consent.tap();
  await touch(page, 'Versturen');

  await expect(page.getByText('We nemen contact op.')).toBeVisible();
  const token = (await readCode(page))?.split('/').at(-1) ?? '';
  expect(readFollowUpToken(token)?.rating, 'the code leads to the page of this press').toBe(
    'negative',
  );
  await touch(page, 'Vraag nu een medewerker');
  await expect(page.getByRole('heading', { name: 'We roepen onze medewerkers' })).toBeVisible();
  await expect
    .poll(() => journey.storedAnswers(), { timeout: 20_000 })
    .toMatchObject([
      { step: 'reason', outcome: { kind: 'choice', values: ['waiting'] } },
      { step: 'words', outcome: { kind: 'sealed' } },
      { step: 'contact', outcome: { kind: 'sealed' } },
      { step: 'ask-staff', outcome: { kind: 'choice', values: ['now'] } },
    ]);
  expect(await journey.storedFlows(), 'what is sealed comes before what names it').toEqual([
    'answered',
    'sealed',
    'answered',
    'sealed',
    'answered',
    'answered',
  ]);

  const board = await journey.openConsole();
  await board.getByRole('button', { name: 'I’m on it: Checkout' }).click();
  await expect(page.getByRole('heading', { name: 'Er komt iemand aan' })).toBeVisible();
  await touch(page, 'Klaar');
  await expect(page.locator('.kiosk[data-screen=start]')).toBeVisible();
});

test('a step is skipped, times out, or is ended by the next press, and each is recorded once', async () => {
  await using journey = await startJourney();
  const page = await openKiosk(journey);
  await press(page, 'negative');
  await touch(page, 'Overslaan');
  await expect(page.getByRole('heading', { name: 'Wat gebeurde er?' })).toBeVisible();
  await touch(page, 'Overslaan');
  await expect(page.getByRole('heading', { name: 'Mogen we bellen?' })).toBeVisible();
  await page.clock.runFor(15_000);
  await expect(page.getByText('Nog bezig? Raak het scherm aan.')).toBeVisible();
  await page.clock.runFor(6_000);
  await expect(page.locator('.kiosk[data-screen=start]')).toBeVisible();

  await press(page, 'negative');
  await expect(page.getByRole('heading', { name: 'Waar ging het mis?' })).toBeVisible();
  await page.keyboard.press('Numpad1');
  await expect(page.locator('.thanks-screen[data-rating=positive]')).toBeVisible();
  await expect
    .poll(() => journey.storedAnswers(), { timeout: 20_000 })
    .toEqual([
      { step: 'reason', outcome: { kind: 'skipped' } },
      { step: 'words', outcome: { kind: 'skipped' } },
      { step: 'contact', outcome: { kind: 'timed-out' } },
      { step: 'reason', outcome: null },
    ]);
});
