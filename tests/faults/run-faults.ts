import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../build/project-root.ts';
import { type Check, checked, describeCheck, isPassed } from './check.ts';
import { type Diary, type RandomRun, runSchedule } from './random-run.ts';
import { makeSchedule, type Schedule } from './schedule.ts';
import { messageKills } from './message-kills.ts';
import { rendererKills } from './renderer-kills.ts';
import {
  bothStoresDestroyed,
  clonedDisk,
  holeInBothStores,
  hubRestored,
  type Scenario,
} from './scenarios.ts';
import { openShop, type Shop } from './shop.ts';

/**
 * `npm run test:faults -- [--seed N] [--faults 300] [--presses 5000]`. `--short` is the run that belongs to `npm test`;
 * `--scenarios-only` and `--random-only` each leave out the other part; `--only NAME` runs one scenario, such as
 * `renderer-kills` or `message-kills` (with `--kills N`). Needs a display and the packaged terminal. The
 * last line is `N passed, N failed`.
 */
const { values: options } = parseArgs({
  options: {
    seed: { type: 'string' },
    faults: { type: 'string' },
    presses: { type: 'string' },
    report: { type: 'string' },
    short: { type: 'boolean', default: false },
    'random-only': { type: 'boolean', default: false },
    'scenarios-only': { type: 'boolean', default: false },
    only: { type: 'string' },
    kills: { type: 'string' },
  },
});

/** Every class of fault that costs little time; the long run has all. */
const shortSchedule = (): Schedule =>
  makeSchedule({
    seed: wholeNumber('seed', 42),
    faults: wholeNumber('faults', 12),
    presses: wholeNumber('presses', 150),
    first: [
      'renderer-killed',
      'renderer-frozen',
      'main-killed',
      'main-frozen',
      'power-cut',
      'outbox-deleted',
      'journal-flipped',
      'clock-1970',
      'database-killed',
      'hub-killed',
      'network-cut',
      'network-truncated',
    ],
  });
const longSchedule = (): Schedule =>
  makeSchedule({
    seed: wholeNumber('seed', Date.now() % 1_000_000),
    faults: wholeNumber('faults', 300),
    presses: wholeNumber('presses', 5_000),
  });

function wholeNumber(name: 'seed' | 'faults' | 'presses' | 'kills', otherwise: number): number {
  const text = options[name];
  if (text === undefined) {
    return otherwise;
  }
  if (!/^\d{1,9}$/.test(text)) {
    throw new Error(`--${name} needs a whole number.`);
  }
  return Number(text);
}

const slugOf = (name: string): string => name.replaceAll(/\W+/g, '-');

const startedAtMs = performance.now();
const kept = path.join(projectRoot, 'test-results/faults');
let open: Shop | null = null;

/** Opens a shop for one run, closes it whatever happens, and keeps everything that tells what went wrong. */
async function inShop(
  name: string,
  run: (shop: Shop, diary: Diary) => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  const lines: string[] = [];
  const diary: Diary = (text) => {
    const line = `${((performance.now() - startedAtMs) / 1_000).toFixed(1)} s, ${new Date().toISOString()}: ${text}`;
    lines.push(line);
    if (!text.startsWith(' ') && lines.length % 10 === 0) {
      console.log(`    ${line}`);
    }
  };
  console.log(`\n── ${name}`);
  return checked(name, async () => {
    const shop = await openShop();
    open = shop;
    try {
      const checks = await checked(name, () => run(shop, diary));
      const failed = checks.filter((check) => !isPassed(check));
      if (failed.length > 0) {
        const folder = path.join(kept, slugOf(name));
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, 'diary.log'), `${lines.join('\n')}\n`);
        writeFileSync(path.join(folder, 'failed.txt'), `${failed.map(describeCheck).join('\n')}\n`);
        for (const [file, text] of shop.outputs()) {
          writeFileSync(path.join(folder, file), text);
        }
        console.log(`    kept in ${path.relative(projectRoot, folder)}`);
      }
      for (const check of checks) {
        console.log(describeCheck(check));
      }
      return checks;
    } finally {
      open = null;
      await shop[Symbol.asyncDispose]();
    }
  });
}

const runScenario = ({ name, run }: Scenario): Promise<readonly Check[]> => inShop(name, run);

async function runRandomly(schedule: Schedule): Promise<readonly Check[]> {
  const { seed, faults } = schedule;
  let outcome: RandomRun | null = null;
  const checks = await inShop(`${faults.length} faults, seed ${seed}`, async (shop, diary) => {
    outcome = await runSchedule(shop, schedule, diary);
    return checksOf(outcome, schedule);
  });
  summaries.push(summaryOf(outcome, seed));
  return checks;
}

function checksOf(run: RandomRun, schedule: Schedule): readonly Check[] {
  for (const reason of run.leftOut) {
    console.log(`    left out: ${reason}`);
  }
  const share = run.thanked / run.presses;
  return [
    ...run.audit.checks,
    {
      claim: `at least ${schedule.presses} presses, most of them thanked (${Math.round(share * 100)} %)`,
      against:
        run.presses >= schedule.presses && share > 0.5
          ? []
          : [`${run.presses} presses, ${run.thanked} thanked`],
    },
  ];
}

function summaryOf(run: RandomRun | null, seed: number): string {
  return run === null
    ? `seed=${seed}: the run did not come to its end`
    : `presses=${run.presses} thanked=${run.thanked} stored=${run.audit.stored} lost=${run.audit.lost} ` +
        `duplicated=${run.audit.duplicated} faults=${run.faults} seed=${seed}`;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    console.error(`Ended by ${signal}; ending what was started.`);
    void Promise.resolve(open?.[Symbol.asyncDispose]()).finally(() => process.exit(130));
  });
}

const summaries: string[] = [];
const checks: Check[] = [];
const killed = rendererKills(wholeNumber('kills', options.short ? 4 : 50), wholeNumber('seed', 7));
const untold = messageKills(wholeNumber('kills', 50), wholeNumber('seed', 7));
const every = [bothStoresDestroyed, holeInBothStores, hubRestored, clonedDisk, killed, untold];
const only = every.filter(({ name }) => slugOf(name) === options.only);
if (options.only !== undefined && only.length === 0) {
  throw new Error(`--only knows ${every.map(({ name }) => slugOf(name)).join(', ')}.`);
}
const scenarios = only.length > 0 ? only : options.short ? [holeInBothStores, killed] : every;
if (!options['scenarios-only'] && only.length === 0) {
  checks.push(...(await runRandomly(options.short ? shortSchedule() : longSchedule())));
}
for (const scenario of options['random-only'] ? [] : scenarios) {
  checks.push(...(await runScenario(scenario)));
}
const failed = checks.filter((check) => !isPassed(check)).length;
if (options.report !== undefined) {
  writeFileSync(options.report, JSON.stringify({ passed: checks.length - failed, failed }));
}
console.log(['', ...summaries].join('\n'));
console.log(`${checks.length - failed} passed, ${failed} failed`);
// Said outright: the driver of the terminals may keep handles of processes that were killed.
process.exit(failed === 0 ? 0 : 1);
