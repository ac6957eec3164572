import type { Page } from '@playwright/test';
import { startJourney } from '../support/journey.ts';
import type { Bench } from './bench.ts';
import { type Finger, fingerOf } from './kiosk/finger.ts';
import { fitWindow, slowDown, watchInteractions } from './kiosk/interactions.ts';
import { median, quantile } from './spread.ts';

const ROUNDS = 5;
const VISITORS = 3;
const SLOWER = 6;
const VIEWPORT = { width: 1280, height: 800 };

/** One button that says it was pressed, and nothing else: what any page costs here. */
const BARE = `<!doctype html><button style="width:400px;height:300px">0</button><script>
let pressed = 0;
const button = document.querySelector('button');
button.addEventListener('pointerdown', () => { button.textContent = String(++pressed); });
</script>`;

/**
 * From each touch until the next frame shows what came of it, with a processor six times slower: a visitor's whole way
 * through a questionnaire — face, reason, offers, contact details on the keyboard of the screen — beside a page with
 * one button.
 */
export const bench: Bench = {
  needs: 'kiosk',
  async run(say) {
    await using journey = await startJourney({ shop: 'demonstration' });
    const kioskP75: number[] = [];
    const kioskWorst: number[] = [];
    const bareP75: number[] = [];
    const shifts: number[] = [];
    let touches = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const bareMs = await bareDurations(journey);
      const context = await journey.openBrowser({ hasTouch: true, viewport: VIEWPORT });
      const page = await context.newPage();
      await fitWindow(page);
      const interactions = await watchInteractions(page);
      await page.goto(`${journey.hubUrl}/kiosk/#enrol=${journey.hub().demo.enrolmentKey}`);
      await page.locator('[data-screen=start]').waitFor();
      await flowIsLoaded(page);
      const finger = fingerOf(await slowDown(page, SLOWER));
      for (let visitor = 0; visitor < VISITORS; visitor += 1) {
        await visitUnhappily(page, finger);
        await visitHappily(page, finger);
      }
      const durationsMs = await interactions.durationsMs();
      touches += durationsMs.length;
      kioskP75.push(quantile(durationsMs, 0.75));
      kioskWorst.push(Math.max(...durationsMs));
      bareP75.push(quantile(bareMs, 0.75));
      shifts.push(await interactions.layoutShift());
      say(
        `round ${round}: ${durationsMs.length} touches, p75 ${kioskP75.at(-1)} ms, worst ${kioskWorst.at(-1)} ms, bare p75 ${bareP75.at(-1)} ms, layout shift ${shifts.at(-1)}`,
      );
      for (const [touched, each] of await interactions.durationsMsByTarget()) {
        say(`  ${touched}: ${each.length} touches, p75 ${quantile(each, 0.75)} ms`);
      }
      await context.close();
    }
    return {
      figures: {
        touches,
        p75Ms: median(kioskP75),
        worstMs: Math.max(...kioskWorst),
        bareP75Ms: median(bareP75),
        layoutShift: Math.max(...shifts),
        slower: SLOWER,
        rounds: ROUNDS,
      },
      ratios: { overBare: median(kioskP75) / median(bareP75) },
    };
  },
};

type Shop = Awaited<ReturnType<typeof startJourney>>;

async function bareDurations(journey: Shop): Promise<readonly number[]> {
  const context = await journey.openBrowser({ hasTouch: true, viewport: VIEWPORT });
  const page = await context.newPage();
  await fitWindow(page);
  const interactions = await watchInteractions(page);
  await page.route('**/bare', (route) => route.fulfill({ contentType: 'text/html', body: BARE }));
  await page.goto(`${journey.hubUrl}/bare`);
  const finger = fingerOf(await slowDown(page, SLOWER));
  for (let press = 1; press <= 20; press += 1) {
    await finger.touch(page.locator('button'));
    await page.getByText(String(press), { exact: true }).waitFor();
  }
  const durationsMs = await interactions.durationsMs();
  await context.close();
  return durationsMs;
}

/** A visitor who is there before what follows a press is loaded is thanked all the same, and would measure less. */
async function flowIsLoaded(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForLoadState('networkidle');
}

async function visitUnhappily(page: Page, finger: Finger): Promise<void> {
  await finger.touch(page.locator('.face-button').last());
  await finger.touch(page.locator('.thanks-screen'));
  await finger.touch(page.locator('.tile').first());
  // Several reasons may be given, so a button ends the step.
  await finger.touch(page.locator('.flow-page[data-kind=choice] .flow-button[data-look=main]'));
  await finger.touch(page.locator('.offers button').last());
  await type(page, finger, 'sam');
  await finger.touch(page.locator('.contact-field input').nth(1));
  await type(page, finger, '0612345678');
  await finger.touch(page.locator('.consent'));
  await finger.touch(page.locator('.flow-page[data-kind=contact] .flow-button[data-look=main]'));
  await finger.touch(page.locator('.flow-page[data-kind=thanks] .flow-actions button').last());
  await page.locator('[data-screen=start]').waitFor();
}

/** On the keyboard of the screen. */
async function type(page: Page, finger: Finger, text: string): Promise<void> {
  for (const letter of text) {
    await finger.touch(page.locator('.key', { hasText: new RegExp(`^${letter}$`, 'i') }));
  }
}

async function visitHappily(page: Page, finger: Finger): Promise<void> {
  await finger.touch(page.locator('.face-button').first());
  await page.locator('.flow-page .code').waitFor();
  await finger.touch(page.locator('.flow-actions button').last());
  await page.locator('[data-screen=start]').waitFor();
}
