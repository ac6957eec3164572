import type { Browser, BrowserContext, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PAGE_POLICY } from '../../../../hub/follow-up/page-style.ts';
import { axeViolations } from '../../../support/axe-violations.ts';
import { launchChromium } from '../../../support/chromium.ts';
import { keptAnswers } from '../../../support/follow-up-answers.ts';
import { everyPage } from '../../../support/follow-up-pages.ts';
import { followUpToken } from '../../../support/follow-up-token.ts';
import { startTestHub, type TestHub } from '../../../support/hub.ts';
import { enrolTestTerminal, type Made } from '../../../support/test-terminal.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const SMALLEST_PHONE = { width: 320, height: 568 };
const MAX_PAGE_BYTES = 30_000;
/** WCAG 2.2, 2.5.5 (AAA), in CSS pixels. */
const MIN_TARGET_PX = 44;

let hub: TestHub;
let browser: Browser;
let press: Made;
let address: string;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  browser = await launchChromium();
  const { demo, administration, url } = hub;
  const kiosk = await enrolTestTerminal(url, demo.enrolmentKey);
  await administration.assignTerminal(demo.organizationId, kiosk.terminalId, demo.touchpointId);
  press = kiosk.press('negative');
  address = `${url}/f/${await followUpToken(kiosk, press, 'negative')}`;
});
afterAll(async () => {
  await browser.close();
  await hub.stop();
});

/** Runs with a page on which everything that was asked for, and that was refused, is noted. */
async function onPhone(
  options: Parameters<Browser['newContext']>[0],
  work: (page: Page, asked: readonly string[]) => Promise<void>,
): Promise<void> {
  const context: BrowserContext = await browser.newContext({ ...PHONE, ...options });
  try {
    const page = await context.newPage();
    const asked: string[] = [];
    const refused: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    page.on('console', (message) => void refused.push(message.text()));
    await work(page, asked);
    expect(refused.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
  } finally {
    await context.close();
  }
}

/** Shows each page at an address of its own, under the policy that the hub sends with it. */
async function eachPage(
  page: Page,
  look: (name: string) => Promise<unknown>,
  wanted: (name: string) => boolean = () => true,
): Promise<unknown[]> {
  const written = everyPage().filter(({ name }) => wanted(name));
  const found: unknown[] = [];
  await page.route('http://page.example/**', (route) => {
    const name = decodeURIComponent(new URL(route.request().url()).pathname.slice(1));
    const body = written.find((one) => one.name === name)?.source ?? '';
    return route.fulfill({
      body,
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': PAGE_POLICY },
    });
  });
  for (const { name } of written) {
    await page.goto(`http://page.example/${encodeURIComponent(name)}`);
    found.push(await look(name));
  }
  expect(found.length).toBeGreaterThan(0);
  return found;
}

function axeFaults(page: Page): (name: string) => Promise<unknown[]> {
  return async (name) => {
    return (await axeViolations(page)).map(({ id, nodes }) => [
      name,
      id,
      nodes.map(({ html }) => html),
    ]);
  };
}

describe('A visitor’s page', () => {
  it('does everything without script, in German too, and asks nobody for anything else', async () => {
    await onPhone({ javaScriptEnabled: false, locale: 'de-DE' }, async (page, asked) => {
      await page.goto(address);
      await page.getByRole('heading', { name: 'Das tut uns leid.' }).waitFor();
      await page.getByRole('checkbox', { name: 'Die Schlange' }).check();
      await page.getByRole('textbox', { name: /schiefgelaufen/ }).fill('Eine Stunde gewartet.');
      await page.getByLabel('Telefon').fill('keins');
      await page.getByRole('button', { name: 'Senden' }).click();

      // What is wrong stands beside its field, the first of them has the focus, and nothing typed is lost.
      await page.getByText('Das sieht nicht nach einer Telefonnummer aus.').waitFor();
      const phone = page.getByRole('textbox', { name: 'Telefon' });
      await expect.poll(() => phone.and(page.locator(':focus')).count()).toBe(1);
      expect(await page.getByRole('textbox', { name: /schiefgelaufen/ }).inputValue()).toBe(
        'Eine Stunde gewartet.',
      );
      await phone.fill('0171 2345678');
      await page.getByRole('checkbox', { name: /darf sich wegen dieses Besuchs/ }).check();
      await page.getByRole('button', { name: 'Senden' }).click();
      await page.getByText('Jemand meldet sich bei Ihnen.').waitFor();

      // Loading the page again sends nothing again.
      await page.reload();
      await page.getByText('Jemand meldet sich bei Ihnen.').waitFor();
      await page.getByRole('link', { name: 'Etwas ergänzen' }).click();
      await page.getByRole('navigation', { name: 'Sprache' }).locator('summary').click();
      await page.getByRole('link', { name: 'Français' }).click();
      await page.getByRole('heading', { name: 'Nous sommes désolés.' }).waitFor();
      expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(new Set([hub.url]));
      expect(new Set(asked.map((url) => new URL(url).pathname)).size).toBe(1);
    });
    expect((await keptAnswers(hub, press.id)).map(({ kind }) => kind)).toEqual([
      'choice',
      'text',
      'contact',
    ]);
  });

  it('of a survey link answers by one touch without script', async () => {
    const { administration, demo } = hub;
    const { url } = await administration.createSurveyLink(demo.organizationId, demo.touchpointId);
    await onPhone({ javaScriptEnabled: false, locale: 'nl-NL' }, async (page) => {
      await page.goto(`${url}?v=1`);
      await page.getByText('Gekozen').waitFor();
      await page.getByRole('button', { name: 'Dit antwoord versturen' }).click();
      await page.getByRole('heading', { name: 'Dat spijt ons.' }).waitFor();
      await page.goto(url);
      await page.getByRole('button', { name: 'Goed' }).click();
      await page.getByRole('heading', { name: 'Wat fijn!' }).waitFor();
    });
    const kept = await hub.query('select rating from app.web_answers order by number');
    expect(kept).toEqual([{ rating: 'negative' }, { rating: 'positive' }]);
  });

  it('is smaller than 30 kB, whichever it is', () => {
    const sizes = everyPage().map(({ name, source }) => ({
      name,
      bytes: Buffer.byteLength(source),
    }));
    expect(sizes.filter(({ bytes }) => bytes >= MAX_PAGE_BYTES)).toEqual([]);
  });

  it('has no fault that axe can find, in any language', { timeout: 240_000 }, async () => {
    await onPhone({ colorScheme: 'light' }, async (page) => {
      // What stands on the start pages is the same in every language but for its words.
      const isOfAll = (name: string): boolean => !/^start .* (?!en)[a-z]{2}$/.test(name);
      expect((await eachPage(page, axeFaults(page), isOfAll)).flat()).toEqual([]);
    });
  });

  it('has none in the dark either', { timeout: 120_000 }, async () => {
    await onPhone({ colorScheme: 'dark' }, async (page) => {
      const isEnglish = (name: string): boolean => name.endsWith(' en');
      expect((await eachPage(page, axeFaults(page), isEnglish)).flat()).toEqual([]);
    });
  });

  it('fits the smallest phone, with targets for a thumb', { timeout: 120_000 }, async () => {
    await onPhone({ viewport: SMALLEST_PHONE }, async (page) => {
      const found = await eachPage(page, async (name) =>
        page.evaluate(
          ([title, least]) => {
            const small = [
              ...document.querySelectorAll(
                'button, a, summary, label:has(input), input.line, textarea',
              ),
            ]
              .filter((element) => element.checkVisibility())
              .map((element) => ({
                box: element.getBoundingClientRect(),
                text: element.textContent,
              }))
              .filter(({ box }) => box.height < least || box.width < Math.min(least, 36))
              .map(({ text }) => `${title}: ${text?.trim()}`);
            const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth > clientWidth
              ? [...small, `${title}: ${scrollWidth} px wide`]
              : small;
          },
          [name, MIN_TARGET_PX] as const,
        ),
      );
      expect(found.flat()).toEqual([]);
    });
  });

  it('turns round for languages that are read from the right', async () => {
    await onPhone({}, async (page) => {
      const [sides] = await eachPage(
        page,
        async () =>
          page.evaluate(() => {
            document.documentElement.dir = 'rtl';
            const box = document.querySelector('.choice input')?.getBoundingClientRect();
            const words = document.querySelector('.choice span')?.getBoundingClientRect();
            const { scrollWidth, clientWidth } = document.documentElement;
            return [(box?.left ?? 0) > (words?.left ?? 0), scrollWidth > clientWidth];
          }),
        (name) => name === 'follow-up negative en',
      );
      expect(sides).toEqual([true, false]);
    });
  });
});
