import path from 'node:path';
import type { Bench } from './bench.ts';
import { copyTerminal, type OfflineTerminal } from './kiosk/offline-terminal.ts';
import { untilOutbox } from './kiosk/outbox-state.ts';
import type { Seeds } from './kiosk/seeded-events.ts';
import { seedJournal } from './kiosk/seeded-journal.ts';
import { outboxContent, seedOutbox } from './kiosk/seeded-outbox.ts';
import { openShop } from './kiosk/shop.ts';
import { sizeOnDisk } from './kiosk/size-on-disk.ts';
import { type Visit, visitTerminal } from './kiosk/terminal-visit.ts';
import { median } from './spread.ts';

const EVENTS = 1_000_000;
const ROUNDS = 7;
const PRESSES_PER_ROUND = 12;
const CAUGHT_UP_WITHIN_MS = 240_000;

/**
 * Two terminals without a hub that differ in one thing: one has a million events in both of its stores. In turn each
 * is started, touched, pressed and ended.
 */
export const bench: Bench = {
  needs: 'kiosk',
  async run(say) {
    await using shop = await openShop();
    const { terminalDir: enrolledDir, hubUrl } = shop.journey;
    await shop.journey.stopHub();
    await using empty = await copyTerminal(enrolledDir, path.join(enrolledDir, '../empty'), hubUrl);
    await using full = await copyTerminal(enrolledDir, path.join(enrolledDir, '../full'), hubUrl);

    await visitTerminal(empty, 0);
    const fromMs = performance.now();
    await seed(full);
    say(`${EVENTS} events are in both stores after ${seconds(performance.now() - fromMs)} s`);
    // It looks once through what it finds; from then on it knows.
    const first = await visitTerminal(full, 0, (window) =>
      untilOutbox(window, ({ completeThrough }) => completeThrough >= EVENTS, CAUGHT_UP_WITHIN_MS),
    );
    say(`first start with them: ${first.startMs.toFixed(0)} ms`);
    const diskMB = (await sizeOnDisk(full.terminalDir)) / 1_048_576;

    const visits: { readonly empty: Visit; readonly full: Visit }[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const both = {
        empty: await visitTerminal(empty, PRESSES_PER_ROUND),
        full: await visitTerminal(full, PRESSES_PER_ROUND),
      };
      visits.push(both);
      say(`round ${round}: empty ${inWords(both.empty)}; with a million ${inWords(both.full)}`);
    }
    const middleOf = (which: 'empty' | 'full', what: 'startMs' | 'thanksMs'): number =>
      median(visits.map((both) => both[which][what]));
    const slowdown = (what: 'startMs' | 'thanksMs'): number =>
      middleOf('full', what) / middleOf('empty', what);
    const pressMs = (which: 'empty' | 'full'): number =>
      median(visits.flatMap((both) => both[which].pressesMs));
    return {
      figures: {
        events: EVENTS,
        diskMB,
        firstStartMs: first.startMs,
        startEmptyMs: middleOf('empty', 'startMs'),
        startFullMs: middleOf('full', 'startMs'),
        startToThanksEmptyMs: middleOf('empty', 'thanksMs'),
        startToThanksFullMs: middleOf('full', 'thanksMs'),
        pressEmptyMs: pressMs('empty'),
        pressFullMs: pressMs('full'),
      },
      ratios: {
        pressSlowdown: pressMs('full') / pressMs('empty'),
        // The first face stands there before a store is opened, so the slower of the two ends counts.
        startSlowdown: Math.max(slowdown('startMs'), slowdown('thanksMs')),
      },
    };
  },
};

/** The first events are the product's own; the others are made after them. */
async function seed(terminal: OfflineTerminal): Promise<void> {
  const seeded: Seeds[] = [];
  await visitTerminal(terminal, 0, async (window) => {
    const { first, events } = await outboxContent(window);
    const seeds = { first, from: events + 1, through: EVENTS, lastMadeMs: Date.now() };
    await seedOutbox(window, seeds);
    seeded.push(seeds);
  });
  for (const seeds of seeded) {
    await seedJournal(terminal.terminalDir, seeds);
  }
}

function inWords({ startMs, thanksMs, pressesMs }: Visit): string {
  return `starts in ${startMs.toFixed(0)} ms, thanks after ${thanksMs.toFixed(0)} ms, keeps a press in ${median(pressesMs).toFixed(2)} ms`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(0);
}
