import { setTimeout as delay } from 'node:timers/promises';
import type { Bench } from './bench.ts';
import { collectedMemory, INSPECTABLE } from './kiosk/collected-memory.ts';
import { untilOutbox } from './kiosk/outbox-state.ts';
import { keptCountScript, streamPresses } from './kiosk/press-stream.ts';
import { cpuMs } from './kiosk/process-usage.ts';
import { openShop, type Shop } from './kiosk/shop.ts';

const PRESSES = 100_000;
/** After these everything that is loaded or cached once has been. */
const WARM_UP_PRESSES = 2_000;
const PARTS = 7;
const DRAINED_WITHIN_MS = 120_000;
/** The last thank-you ends, timers run out, freed pages go back to the system. */
const REST_MS = 10_000;
const SETTLE_MS = 20_000;
const IDLE_MS = 30_000;
const ATTRACT_MS = 15_000;

/**
 * Presses through the whole product, line to hub, and what main and renderer hold after a full collection at the end
 * over what they held after the first of them. Then the start screen, left alone.
 */
export const bench: Bench = {
  needs: 'kiosk',
  async run(say) {
    await using shop = await openShop();
    const soak = await soaked(shop, say);
    const idleCpuPercent = await restingCpuPercent(
      shop,
      ['--force-prefers-reduced-motion'],
      IDLE_MS,
    );
    const attractCpuPercent = await restingCpuPercent(shop, [], ATTRACT_MS);
    return {
      figures: { ...soak.figures, idleCpuPercent, attractCpuPercent },
      ratios: { memoryGrowth: Math.max(soak.heapGrowth, soak.privateGrowth) },
    };
  },
};

async function soaked(shop: Shop, say: (line: string) => void) {
  await using window = await shop.startTerminal(keptCountScript, [INSPECTABLE]);
  await shop.untilBoxIsHeard();
  let made = 0;
  const press = async (count: number): Promise<void> => {
    await streamPresses(window, shop.journey.box, count);
    made += count;
  };
  const measured = async () => {
    await untilOutbox(window, ({ watermark }) => watermark.mark >= made, DRAINED_WITHIN_MS);
    await delay(REST_MS);
    const memory = await collectedMemory(window);
    say(
      `${made} presses: heaps ${megabytes(memory.heapBytes)} MB, private ${megabytes(memory.privateBytes)} MB`,
    );
    return memory;
  };

  await press(WARM_UP_PRESSES);
  const warm = await measured();
  let after = warm;
  let pressingMs = 0;
  for (let part = 0; part < PARTS; part += 1) {
    const fromMs = performance.now();
    await press((PRESSES - WARM_UP_PRESSES) / PARTS);
    pressingMs += performance.now() - fromMs;
    after = await measured();
  }
  return {
    heapGrowth: after.heapBytes / warm.heapBytes,
    privateGrowth: after.privateBytes / warm.privateBytes,
    figures: {
      presses: made,
      pressesPerSecond: (made - WARM_UP_PRESSES) / (pressingMs / 1_000),
      heapWarmMB: megabytes(warm.heapBytes),
      heapAfterMB: megabytes(after.heapBytes),
      privateWarmMB: megabytes(warm.privateBytes),
      privateAfterMB: megabytes(after.privateBytes),
    },
  };
}

/** All processes of a terminal that shows its start screen, in percent of one core. Nothing drives or watches it. */
async function restingCpuPercent(
  shop: Shop,
  switches: readonly string[],
  forMs: number,
): Promise<number> {
  await using window = await shop.startTerminal('', switches);
  await shop.untilBoxIsHeard();
  window.letGo();
  await delay(SETTLE_MS);
  const fromMs = performance.now();
  const usedMs = cpuMs(window.pid);
  await delay(forMs);
  return ((cpuMs(window.pid) - usedMs) / (performance.now() - fromMs)) * 100;
}

function megabytes(bytes: number): number {
  return Number((bytes / 1_048_576).toFixed(2));
}
