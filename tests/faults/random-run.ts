import { type Audit, audit, type Evidence } from './audit.ts';
import { carryOut } from './carry-out.ts';
import { describeFault, type FaultPart, partOf } from './fault.ts';
import { readHubRecords } from './hub-records.ts';
import { planPresses } from './press-plan.ts';
import { type Presser, startPresser } from './presser.ts';
import { createRestoreWindow } from './restore-window.ts';
import type { Schedule } from './schedule.ts';
import { booksSettled } from './settled-books.ts';
import type { Shop } from './shop.ts';
import { until } from './until.ts';

const SETTLED_WITHIN_MS = 180_000;
const ENROLLED_WITHIN_MS = 60_000;

export type RandomRun = {
  readonly presses: number;
  readonly thanked: number;
  readonly faults: number;
  /** Faults that could not be carried out here, each with its reason. */
  readonly leftOut: readonly string[];
  readonly audit: Audit;
};

/** What happened when, for the report of a failure. */
export type Diary = (text: string) => void;

/** Runs a schedule of faults while visitors press, sets everything right, and compares thank-yous with the hub. */
export async function runSchedule(
  shop: Shop,
  schedule: Schedule,
  diary: Diary,
): Promise<RandomRun> {
  const { hub, line, terminal } = shop;
  await terminal.start();
  await until(
    'the terminal has enrolled',
    ENROLLED_WITHIN_MS,
    async () => (await terminal.holdings()).journal,
  );
  const presser = startPresser({
    plan: planPresses(schedule.seed),
    pressBox: shop.pressBox,
    touch: (rating) => terminal.touch(rating),
    isTerminalUp: () => terminal.isRunning(),
  });
  const pressesMade = (): number => presser.made().box + presser.made().touches;
  try {
    const note: Diary = (text) =>
      diary(`${pressesMade()} presses, ${shop.thanked.size} thanked: ${text}`);
    const outcome = await carryOutAll(shop, schedule, presser, note);
    await until('enough visitors have pressed', SETTLED_WITHIN_MS, () =>
      pressesMade() >= schedule.presses ? true : null,
    );
    await presser.pause();
    line.become(null);
    await terminal.moveClock(null);
    note('everything is set right');
    await terminal.becomeWhole();
    await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
    const evidence: Evidence = {
      thanked: shop.thanked,
      made: presser.made(),
      boxCounts: shop.boxCounts(),
      bodies: await terminal.bodies(),
      hub: await readHubRecords(hub),
    };
    return {
      ...outcome,
      presses: pressesMade(),
      thanked: shop.thanked.size,
      audit: audit(evidence),
    };
  } finally {
    await presser.stop();
  }
}

/** Faults of one part come one after the other, those of different parts at the same time. */
async function carryOutAll(
  shop: Shop,
  schedule: Schedule,
  presser: Presser,
  note: Diary,
): Promise<{ faults: number; leftOut: string[] }> {
  const window = createRestoreWindow();
  const leftOut: string[] = [];
  let faults = 0;
  const busy = new Map<FaultPart, Promise<void>>();
  const broken: unknown[] = [];
  const pressesMade = (): number => presser.made().box + presser.made().touches;

  for (const { place, atPress, fault } of schedule.faults) {
    const part = partOf[fault.kind];
    await busy.get(part);
    await until(`press ${atPress} is made`, SETTLED_WITHIN_MS, () =>
      broken.length > 0 || pressesMade() >= atPress ? true : null,
    );
    if (broken.length > 0) {
      break;
    }
    if (fault.kind === 'disk-full' && !shop.disk.ok) {
      leftOut.push(`${describeFault(fault)}: ${shop.disk.reason}`);
      continue;
    }
    const name = `fault ${place + 1} of ${schedule.faults.length}, ${describeFault(fault)}`;
    note(name);
    faults += 1;
    busy.set(
      part,
      carryOut(fault, { shop, presser, window, note: (text) => note(`  ${name}: ${text}`) }).then(
        () => note(`  ${name}: over`),
        (error: unknown) => {
          broken.push(new Error(`${name}: ${String(error)}`, { cause: error }));
        },
      ),
    );
  }
  await Promise.all(busy.values());
  if (broken[0] !== undefined) {
    throw broken[0];
  }
  return { faults, leftOut };
}
