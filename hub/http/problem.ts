import type { Problem } from '../../contract/protocol/problem.ts';

/** An error with the reply it deserves (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(problem: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(`${problem.title} ${problem.detail}`);
    this.problem = problem;
    this.headers = headers;
  }
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

export function invalidRequest(errors: NonNullable<Problem['errors']>): Problem {
  return {
    type: 'invalid-request',
    title: 'The request does not have the form it must have.',
    status: 400,
    detail: 'Correct the parts named in errors; see /openapi.json.',
    errors,
  };
}

export const DATABASE_UNAVAILABLE: Problem = {
  type: 'database-unavailable',
  title: 'The hub cannot reach its database.',
  status: 503,
  detail: 'Nothing of this request was stored; send it again later.',
};

/** In seconds, with {@link DATABASE_UNAVAILABLE}. */
export const RETRY_AFTER_SECONDS = '5';
