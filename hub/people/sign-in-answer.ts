import type { HubContext } from '../hub-context.ts';
import { ProblemError } from '../http/problem.ts';

/** Says the refusals of the sign-in library in the hub's own words; nothing when it did what was asked. */
export async function checkAnswer(hub: Pick<HubContext, 'pool'>, answer: Response): Promise<void> {
  if (answer.ok) {
    return;
  }
  if (answer.status === 401) {
    throw new ProblemError(
      {
        type: 'wrong-credentials',
        title: 'No account has this e-mail address and password.',
        status: 401,
        detail: 'Check both and try again.',
      },
      { 'www-authenticate': 'Session realm="glimlach"' },
    );
  }
  if (answer.status >= 500) {
    // The library answers 500 for whatever the database did; a database that answers leaves the fault with us.
    await hub.pool.query('select 1');
    throw new Error(`Signing in or out failed with ${answer.status}.`);
  }
  throw new ProblemError({
    type: answer.status === 403 ? 'foreign-origin' : 'invalid-request',
    title: 'The request was refused.',
    status: answer.status === 403 ? 403 : 400,
    detail: 'Use the sign-in page of the console.',
  });
}
