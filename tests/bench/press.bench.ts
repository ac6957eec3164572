import { setTimeout as delay } from 'node:timers/promises';
import { pressedBody } from '../support/event-maker.ts';
import type { Bench } from './bench.ts';
import { openLeastTerminal } from './kiosk/least-press.ts';
import { openLineTransport } from './kiosk/line-transport.ts';
import { type PressTimes, pressesOn } from './kiosk/measured-press.ts';
import { pressWatchScript } from './kiosk/press-watch.ts';
import { openRawPuts } from './kiosk/raw-put.ts';
import { openShop } from './kiosk/shop.ts';
import { median, quantile } from './spread.ts';

const ROUNDS = 6;
const PRESSES_PER_ROUND = 24;
/** Not measured: code is compiled, tokens are fetched, caches fill. */
const WARM_UP_PRESSES = 12;
/** From a thank-you to what is measured next: its opening motion has ended by then. */
const REST_MS = 500;

/**
 * From the byte of a press on its way down the line until IndexedDB and the journal both have it on disk, as the page
 * learns it, over one strict put of a row of that size in the same page; and from there to the thank-you.
 *
 * Beside it the least that takes a press the same way, which is what the way itself costs.
 */
export const bench: Bench = {
  needs: 'kiosk',
  async run(say) {
    await using shop = await openShop();
    await using line = await openLineTransport();
    await using least = await openLeastTerminal(pressedBody().length);
    await using window = await shop.startTerminal(pressWatchScript);
    await shop.untilBoxIsHeard();
    const raw = await openRawPuts(window, pressedBody().length);
    const pressOnce = await pressesOn(window, shop.journey.box);

    for (let warmUp = 0; warmUp < WARM_UP_PRESSES; warmUp += 1) {
      await pressOnce();
      await delay(REST_MS);
      await raw.putMs();
      await line.frameMs();
      await least.pressMs();
    }
    const presses: PressTimes[] = [];
    const putsMs: number[] = [];
    const linesMs: number[] = [];
    const leastMs: number[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (let each = 0; each < PRESSES_PER_ROUND; each += 1) {
        presses.push(await pressOnce());
        await delay(REST_MS);
        putsMs.push(await raw.putMs());
        linesMs.push(await line.frameMs());
        leastMs.push(await least.pressMs());
        await delay(REST_MS);
      }
      say(
        `round ${round}: press ${median(presses.slice(-PRESSES_PER_ROUND).map(({ pressMs }) => pressMs)).toFixed(2)} ms, ` +
          `raw put ${median(putsMs.slice(-PRESSES_PER_ROUND)).toFixed(2)} ms`,
      );
    }
    const middle = (part: keyof PressTimes): number => median(presses.map((each) => each[part]));
    return {
      figures: {
        pressMs: middle('pressMs'),
        pressP95Ms: quantile(
          presses.map(({ pressMs }) => pressMs),
          0.95,
        ),
        rawPutMs: median(putsMs),
        lineMs: median(linesMs),
        leastMs: median(leastMs),
        byteToPageMs: middle('toPageMs'),
        pageToOutboxMs: middle('outboxMs'),
        byteToJournalMs: middle('journalMs'),
        framesToThanks: middle('framesToThanks'),
        commitToThanksMs: middle('toThanksMs'),
        presses: presses.length,
      },
      ratios: {
        overRawPut: middle('pressMs') / median(putsMs),
        overLeast: middle('pressMs') / median(leastMs),
        leastOverRawPut: median(leastMs) / median(putsMs),
      },
    };
  },
};
