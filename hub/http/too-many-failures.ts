import { ProblemError } from './problem.ts';

export function tooManyFailures(retryAfterSeconds: number): ProblemError {
  return new ProblemError(
    {
      type: 'too-many-failures',
      title: 'Too many attempts from here have failed.',
      status: 429,
      detail: `Try again in ${retryAfterSeconds} seconds.`,
    },
    { 'retry-after': String(retryAfterSeconds) },
  );
}
