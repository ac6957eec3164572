import { installTestPrograms, prepareJourneys } from './prepare-tests.ts';
import { countLine, sumCounts, type CountedRun } from './test-count.ts';
import { runFaults, runJourneys, runVitest } from './test-runners.ts';

const failedStep = (problem: string): CountedRun => ({
  count: { passed: 0, failed: 1, skipped: 0 },
  problem,
});

/** Runs one step; what it throws becomes a failure in the sum, so that the steps after it still run. */
async function step(
  name: string,
  run: () => CountedRun | null | Promise<CountedRun | null>,
): Promise<CountedRun | null> {
  console.log(`\n── ${name}`);
  try {
    return await run();
  } catch (error) {
    return failedStep(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const prepared = [
  await step('programs the tests start', () => {
    installTestPrograms();
    return null;
  }),
  await step('build and package', async () => {
    await prepareJourneys();
    return null;
  }),
];
const isReady = prepared.every((outcome) => outcome === null);

const outcomes = [
  ...prepared,
  // One run of all three: what waits in one leaves its core to another.
  await step('unit, contract and integration', async () =>
    runVitest(['unit', 'contract', 'integration']),
  ),
  await step('journeys', async () =>
    isReady ? runJourneys([]) : failedStep('journeys: not run, because preparing them failed'),
  ),
  await step('faults', async () =>
    isReady ? runFaults(['--short']) : failedStep('faults: not run, because preparing them failed'),
  ),
].filter((outcome) => outcome !== null);

console.log('');
for (const { problem } of outcomes) {
  if (problem !== null) {
    console.log(`Failed: ${problem}.`);
  }
}
const total = sumCounts(outcomes.map((outcome) => outcome.count));
console.log(countLine(total));
// Said outright: a hook electron-builder brings along ends a drained process with 0, whatever `exitCode` says.
process.exit(total.failed === 0 ? 0 : 1);
