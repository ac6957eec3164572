import { describe, expect, it } from 'vitest';
import { countLine, countRun, sumCounts } from '../../../build/test-count.ts';

const vitestReport = (changes: object): string =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
    ...changes,
  });

const playwrightReport = (stats: object, errors: readonly object[] = []): string =>
  JSON.stringify({ stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });

describe('countRun', () => {
  it('counts what vitest reports', () => {
    const report = vitestReport({
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
    });
    expect(countRun('vitest', { exitCode: 1, report })).toEqual({
      count: { passed: 3, failed: 1, skipped: 2 },
      problem: null,
    });
  });

  it('counts a test file that could not be loaded as a failure', () => {
    const report = vitestReport({ testResults: [{ status: 'failed', assertionResults: [] }] });
    expect(countRun('vitest', { exitCode: 1, report })).toEqual({
      count: { passed: 3, failed: 1, skipped: 0 },
      problem: null,
    });
  });

  it('counts what Playwright reports, and a test that passed at the second try only as failed', () => {
    const report = playwrightReport({ unexpected: 1, flaky: 1, skipped: 1 }, [{ message: 'x' }]);
    expect(countRun('playwright', { exitCode: 1, report })).toEqual({
      count: { passed: 2, failed: 3, skipped: 1 },
      problem: null,
    });
  });

  it.each([null, '', '{"numPassedTests": 3', '{"stats": 1}'])(
    'counts a runner with the report %j as one failure',
    (report) => {
      expect(countRun('playwright', { exitCode: 139, report })).toEqual({
        count: { passed: 0, failed: 1, skipped: 0 },
        problem: 'playwright ended with exit code 139 and left no readable report',
      });
    },
  );

  it('counts the checks of the fault suite', () => {
    const report = JSON.stringify({ passed: 8, failed: 1 });
    expect(countRun('faults', { exitCode: 1, report })).toEqual({
      count: { passed: 8, failed: 1, skipped: 0 },
      problem: null,
    });
  });

  it('counts a run of no tests as one failure', () => {
    const report = vitestReport({ numPassedTests: 0, numPendingTests: 4, testResults: [] });
    expect(countRun('vitest', { exitCode: 0, report })).toEqual({
      count: { passed: 0, failed: 1, skipped: 4 },
      problem: 'vitest ran no test',
    });
  });

  it('believes the exit code when every test passed and the runner failed', () => {
    expect(countRun('vitest', { exitCode: 1, report: vitestReport({}) })).toEqual({
      count: { passed: 3, failed: 1, skipped: 0 },
      problem: 'vitest ended with exit code 1 although every test passed',
    });
  });
});

describe('countLine', () => {
  it('names skipped tests only when there are any', () => {
    const one = { passed: 5, failed: 0, skipped: 0 };
    expect([
      countLine(one),
      countLine(sumCounts([one, { passed: 1, failed: 2, skipped: 3 }])),
    ]).toEqual(['5 passed, 0 failed', '6 passed, 2 failed, 3 skipped']);
  });
});
