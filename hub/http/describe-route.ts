import { z } from 'zod';
import { Problem } from '../../contract/protocol/problem.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import { PROBLEM_MEDIA_TYPE } from './problem.ts';

const MEANINGS = {
  400: 'The request does not have the form it must have.',
  401: 'There is no valid access token or session.',
  403: 'The caller may not do this.',
  404: 'There is no such thing.',
  409: 'What is there now does not allow it.',
  413: 'The request is too large.',
  415: 'The content type or encoding is not known.',
  426: 'The hub does not speak the protocol version of the request.',
  429: 'Too many attempts failed; `Retry-After` says when to try again.',
  503: 'The database is out of reach; nothing was stored. `Retry-After` says when to try again.',
} as const;

type ProblemResponse = {
  readonly description: string;
  readonly content: { readonly [PROBLEM_MEDIA_TYPE]: { readonly schema: typeof Problem } };
};

/** Response schemas of the problems a route can answer. */
export function problems<Status extends keyof typeof MEANINGS>(
  ...statuses: readonly Status[]
): Record<Status, ProblemResponse> {
  const entries = statuses.map((status): [Status, ProblemResponse] => [
    status,
    { description: MEANINGS[status], content: { [PROBLEM_MEDIA_TYPE]: { schema: Problem } } },
  ]);
  return Object.fromEntries(entries) as Record<Status, ProblemResponse>;
}

/** What terminals send with every request; looked at before the route's own schemas are. */
export const TERMINAL_HEADERS = z.object({
  [PROTOCOL_HEADER]: z.string().describe(`The protocol version spoken, now ${PROTOCOL_VERSION}.`),
});

/** Names in the OpenAPI document. */
export const TERMINAL_SECURITY = [{ terminalToken: [] }];
export const PERSON_SECURITY = [{ session: [] }];
