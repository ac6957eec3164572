import { setTimeout as delay } from 'node:timers/promises';
import { quantile } from '../bench/spread.ts';
import { audit } from './audit.ts';
import type { Check } from './check.ts';
import { readHubRecords } from './hub-records.ts';
import { planPresses } from './press-plan.ts';
import { startPresser } from './presser.ts';
import type { Scenario } from './scenarios.ts';
import { seededRandom } from './seeded-random.ts';
import { booksSettled } from './settled-books.ts';
import type { Shop } from './shop.ts';

/** What a visitor who stands before the terminal may wait for the screen. */
const BACK_WITHIN_MS = 3_000;
/** Between two kills, in milliseconds: sometimes sooner than a thank-you ends, sometimes long after. */
const SHORTEST_MS = 300;
const LONGEST_MS = 3_000;
const SETTLED_WITHIN_MS = 90_000;

/** The page's process is killed again and again while visitors press: the screen is back soon, and no press is lost. */
export function rendererKills(kills: number, seed: number): Scenario {
  return {
    name: 'renderer kills',
    run: (shop) => killAgainAndAgain(shop, kills, seed),
  };
}

async function killAgainAndAgain(
  shop: Shop,
  kills: number,
  seed: number,
): Promise<readonly Check[]> {
  const { hub, terminal } = shop;
  const random = seededRandom(seed);
  await terminal.start();
  const presser = startPresser({
    plan: planPresses(seed),
    pressBox: shop.pressBox,
    touch: (rating) => terminal.touch(rating),
    isTerminalUp: () => terminal.isRunning(),
  });
  const backAfterMs: number[] = [];
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      await delay(random.between(SHORTEST_MS, LONGEST_MS));
      backAfterMs.push(await terminal.killPage());
    }
    await presser.pause();
    await terminal.becomeWhole();
    await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
    const made = presser.made();
    const records = await readHubRecords(hub);
    const found = audit({
      thanked: shop.thanked,
      made,
      boxCounts: shop.boxCounts(),
      bodies: await terminal.bodies(),
      hub: records,
    });
    const [stored] = await hub.query<{ count: string }>(
      `select count(*) from app.events where type = 'pressed' and source = 'box'`,
    );
    const storedOnBox = Number(stored?.count);
    return [
      ...found.checks,
      {
        claim: `${made.box} presses on the box and ${storedOnBox} of them at the hub; ${made.touches} touches, ${shop.thanked.size} thanked in all`,
        against: storedOnBox === made.box ? [] : [`${made.box - storedOnBox} are missing`],
      },
      screenBack(backAfterMs),
    ];
  } finally {
    await presser.stop();
  }
}

function screenBack(backAfterMs: readonly number[]): Check {
  const at = (share: number): number => Math.round(quantile(backAfterMs, share));
  return {
    claim:
      `the page killed ${backAfterMs.length} times: its screen is back within ${BACK_WITHIN_MS / 1_000} s ` +
      `(median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms)`,
    against: backAfterMs.flatMap((ms, kill) =>
      ms > BACK_WITHIN_MS ? [`kill ${kill + 1}: ${Math.round(ms)} ms`] : [],
    ),
  };
}
