import { notFound } from '../http/error-replies.ts';
import { ProblemError } from '../http/problem.ts';
import type { GrantsOutcome } from './change-grants.ts';

/** Why somebody's grants were not changed, as a reply. */
export function refuseGrants(outcome: Exclude<GrantsOutcome, { kind: 'changed' }>): ProblemError {
  switch (outcome.kind) {
    case 'unknown-person':
      return new ProblemError({ ...notFound(), title: 'There is no such person.' });
    case 'unknown-location':
      return new ProblemError({ ...notFound(), title: 'There is no such location.' });
    case 'not-theirs':
      return new ProblemError({
        type: 'grant-not-theirs',
        title: `This account may neither give nor take the role ${outcome.grant.role} there.`,
        status: 403,
        detail: 'Managers give and take the role staff at their places; the rest is for admins.',
      });
    case 'last-admin':
      return new ProblemError({
        type: 'last-admin',
        title: 'Nobody would be left who is an admin everywhere.',
        status: 409,
        detail: 'Make somebody else one first.',
      });
  }
}
