import { z } from 'zod';

/** How many tests of a run passed, failed and were left out. */
export type TestCount = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
};

/** One run of a test runner: how it ended, and the text of its report file (null when it left none). */
export type RunnerOutcome = {
  readonly exitCode: number;
  readonly report: string | null;
};

/** What a run comes to; `problem` says why it counts as failed although no single test did. */
export type CountedRun = { readonly count: TestCount; readonly problem: string | null };

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.int(),
    unexpected: z.int(),
    flaky: z.int(),
    skipped: z.int(),
  }),
  errors: z.array(z.unknown()),
});

const FaultsReport = z.object({ passed: z.int(), failed: z.int() });

/** A file that could not even be loaded has no tests to fail, and counts as one. */
function vitestCount(report: string): TestCount {
  const read = VitestReport.parse(JSON.parse(report));
  const unloadable = read.testResults.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: read.numPassedTests,
    failed: read.numFailedTests + unloadable.length,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

function playwrightCount(report: string): TestCount {
  const { stats, errors } = PlaywrightReport.parse(JSON.parse(report));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

function faultsCount(report: string): TestCount {
  return { ...FaultsReport.parse(JSON.parse(report)), skipped: 0 };
}

const readers = {
  vitest: vitestCount,
  playwright: playwrightCount,
  faults: faultsCount,
} as const;

function read(runner: keyof typeof readers, report: string): TestCount | null {
  try {
    return readers[runner](report);
  } catch {
    // A report that is cut off or of another shape says as much as none.
    return null;
  }
}

/** Nothing but passed tests is a success: a crash, an unreadable report and a run of no tests each count as one failure. */
export function countRun(runner: keyof typeof readers, outcome: RunnerOutcome): CountedRun {
  const count = outcome.report === null ? null : read(runner, outcome.report);
  if (count === null) {
    return {
      count: { passed: 0, failed: 1, skipped: 0 },
      problem: `${runner} ended with exit code ${outcome.exitCode} and left no readable report`,
    };
  }
  if (count.passed + count.failed === 0) {
    return { count: { ...count, failed: 1 }, problem: `${runner} ran no test` };
  }
  if (outcome.exitCode !== 0 && count.failed === 0) {
    return {
      count: { ...count, failed: 1 },
      problem: `${runner} ended with exit code ${outcome.exitCode} although every test passed`,
    };
  }
  return { count, problem: null };
}

export function sumCounts(counts: readonly TestCount[]): TestCount {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** The last line of `npm test`. */
export function countLine({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
