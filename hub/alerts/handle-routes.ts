import { IdParams } from '../../contract/protocol/alert-rules.ts';
import { AcknowledgeReply, CommentRequest, SnoozeRequest } from '../../contract/protocol/alerts.ts';
import { createAskingLimit } from '../http/asking-limit.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import type { HubContext } from '../hub-context.ts';
import { requirePerson } from '../people/authenticate-person.ts';
import type { AlertEvent, By } from './alert-machine.ts';
import { handleAlert } from './handle-alert.ts';

/** Of the longest comment, with every character written out. */
const BODY_LIMIT = 32_768;

/** What somebody does with an alert that takes no more than a touch. */
const PLAIN: readonly {
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly event: (by: By) => AlertEvent;
  /** Everybody who is told of the alert hears of it anew. */
  readonly tellsAnew?: true;
}[] = [
  {
    path: 'acknowledge',
    summary: 'Take care of an alert',
    description: 'The first to acknowledge stays; later ones are told who it was.',
    event: (by) => ({ kind: 'acknowledged', by }),
  },
  {
    path: 'hand-back',
    summary: 'Give an alert back',
    description: 'It waits for somebody again, and those who were told of it hear so.',
    event: (by) => ({ kind: 'handed-back', by }),
    tellsAnew: true,
  },
  {
    path: 'resolve',
    summary: 'End an alert',
    description: 'The first to do so stays; later ones are told who it was.',
    event: (by) => ({ kind: 'resolved', by }),
  },
  {
    path: 'reopen',
    summary: 'Open an alert again',
    description: 'It begins anew with the first level of its policy.',
    event: (by) => ({ kind: 'reopened', by }),
    tellsAnew: true,
  },
];

/** Of one person with one alert: more would only ring everybody's phones. */
const TELLING_ANEW = { times: 5, windowMs: 600_000 };

/** What people do with alerts; see `alert-machine.ts`. */
export function handleRoutes(app: HubApp, hub: HubContext): void {
  const tellingAnew = createAskingLimit('calls for the same alert', TELLING_ANEW);

  for (const { path, summary, description, event, tellsAnew = false } of PLAIN) {
    app.post(
      `/v1/alerts/:id/${path}`,
      { bodyLimit: 4_096, schema: { ...describe(summary, description), params: IdParams } },
      async (request, reply) => {
        requireOwnOrigin(request, hub.ownOrigins);
        const person = await requirePerson(hub, request, reply);
        const { id } = request.params;
        if (tellsAnew) {
          tellingAnew.count([`${person.userId} ${id}`], hub.now());
        }
        return { alert: await handleAlert(hub, person, id, event) };
      },
    );
  }

  app.post(
    '/v1/alerts/:id/snooze',
    {
      bodyLimit: 4_096,
      schema: {
        ...describe('Put an alert off', 'It wakes up by itself; snoozed again, it does so later.'),
        params: IdParams,
        body: SnoozeRequest,
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      const { forMs } = request.body;
      const snooze = (by: By, nowMs: number): AlertEvent => ({
        kind: 'snoozed',
        untilMs: nowMs + forMs,
        by,
      });
      return { alert: await handleAlert(hub, person, request.params.id, snooze) };
    },
  );

  app.post(
    '/v1/alerts/:id/comments',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        ...describe('Say something about an alert', 'It stands in its history.'),
        params: IdParams,
        body: CommentRequest,
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      const { text } = request.body;
      const comment = (by: By): AlertEvent => ({ kind: 'commented', text, by });
      return { alert: await handleAlert(hub, person, request.params.id, comment) };
    },
  );
}

function describe(summary: string, description: string) {
  return {
    summary,
    description,
    tags: ['alerts'],
    security: PERSON_SECURITY,
    response: { 200: AcknowledgeReply, ...problems(400, 401, 403, 404, 409, 413, 415, 429, 503) },
  };
}
