import { EventsReply, EventsRequest, type EventAnswer } from '../../contract/protocol/events.ts';
import type { HubContext } from '../hub-context.ts';
import { problems, TERMINAL_HEADERS, TERMINAL_SECURITY } from '../http/describe-route.ts';
import type { HubMetrics } from '../http/metrics.ts';
import type { HubApp } from '../http/hub-app.ts';
import { terminalOf } from '../terminals/authenticate-terminal.ts';
import { acceptBatches, MAX_WIRE_BYTES } from './batch-body.ts';
import { quickValidatorCompiler } from './quick-validator-compiler.ts';
import { readBatch } from './read-batch.ts';
import { replySerializerCompiler } from './reply-serializer.ts';
import { storeBatch } from './store-batch.ts';

/** Where presses arrive; the caller has put authentication before it. */
export function eventsRoutes(app: HubApp, hub: HubContext): void {
  void app.register(async (scope: HubApp) => {
    acceptBatches(scope);
    scope.setValidatorCompiler(quickValidatorCompiler);
    scope.setSerializerCompiler(replySerializerCompiler);
    scope.post(
      '/v1/events',
      {
        bodyLimit: MAX_WIRE_BYTES,
        schema: {
          summary: 'Store a batch of events',
          description:
            'Each event is answered on its own, in the order sent. An answered event is committed. `Content-Encoding: gzip` is welcome.',
          tags: ['terminals'],
          security: TERMINAL_SECURITY,
          headers: TERMINAL_HEADERS,
          body: EventsRequest,
          response: { 200: EventsReply, ...problems(400, 401, 413, 415, 426, 503) },
        },
      },
      async (request) => {
        const sender = terminalOf(request);
        const receivedMs = hub.now();
        // Outside the transaction, which holds a connection and soon locks.
        const batch = readBatch(request.body, receivedMs);
        // Read, it would be kept for nothing until the database has answered.
        (request as { body: unknown }).body = null;
        const { answers, ledgers, opened, uncertain } = await storeBatch(
          hub.database,
          sender,
          batch,
          hub,
        );
        countAnswers(hub.metrics, answers);
        hub.metrics.uncertainPresses.inc(uncertain);
        hub.metrics.alerts.inc({ kind: 'live' }, opened.live);
        hub.metrics.alerts.inc({ kind: 'late' }, opened.late);
        return { hubTimeMs: hub.now(), answers, ledgers };
      },
    );
  });
}

function countAnswers(metrics: HubMetrics, answers: readonly EventAnswer[]): void {
  const given = { accepted: 0, duplicate: 0, rejected: 0 };
  for (const answer of answers) {
    given[answer.outcome] += 1;
    if (answer.outcome === 'rejected') {
      metrics.rejected.inc({ reason: answer.reason });
    }
  }
  for (const outcome of ['accepted', 'duplicate', 'rejected'] as const) {
    if (given[outcome] > 0) {
      metrics.events.inc({ outcome }, given[outcome]);
    }
  }
}
