import { EnrolmentReply, EnrolmentRequest } from '../../contract/protocol/enrolment.ts';
import type { HubContext } from '../hub-context.ts';
import { problems, TERMINAL_HEADERS } from '../http/describe-route.ts';
import { clientKey } from '../http/client-key.ts';
import { createFailureLimit } from '../http/failure-limit.ts';
import type { HubApp } from '../http/hub-app.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import { requireProtocol } from '../http/protocol-headers.ts';
import { tooManyFailures } from '../http/too-many-failures.ts';
import { enrolTerminal, isPointOnCurve } from './enrol-terminal.ts';

export function enrolmentRoutes(app: HubApp, hub: HubContext): void {
  const limit = createFailureLimit({ failures: 100, windowMs: 10 * 60_000 });
  void app.register(async (scope: HubApp) => {
    requireProtocol(scope);
    scope.post(
      '/v1/enrolments',
      {
        bodyLimit: 16_384,
        schema: {
          summary: 'Register a terminal by its public key',
          tags: ['terminals'],
          headers: TERMINAL_HEADERS,
          body: EnrolmentRequest,
          response: {
            200: EnrolmentReply.describe('The key was enrolled before, as this terminal.'),
            201: EnrolmentReply.describe('A new terminal.'),
            ...problems(400, 403, 413, 415, 426, 429, 503),
          },
        },
      },
      async (request, reply) => {
        const nowMs = hub.now();
        const waitSeconds = limit.retryAfterSeconds(clientKey(request.ip), nowMs);
        if (waitSeconds !== null) {
          throw tooManyFailures(waitSeconds);
        }
        if (!isPointOnCurve(request.body.publicKey)) {
          limit.fail(clientKey(request.ip), nowMs);
          throw new ProblemError(
            invalidRequest([{ path: '/publicKey', message: 'is not a point on P-256' }]),
          );
        }
        const enrolment = await enrolTerminal(hub.database, request.body, nowMs, hub.newId);
        if (enrolment.outcome === 'refused') {
          limit.fail(clientKey(request.ip), nowMs);
          throw new ProblemError({
            type: 'enrolment-refused',
            title: 'The terminal cannot be enrolled.',
            status: 403,
            detail: enrolment.detail,
          });
        }
        return reply.code(enrolment.outcome === 'enrolled' ? 201 : 200).send({
          terminalId: enrolment.terminalId,
          organizationId: enrolment.organizationId,
          issuer: hub.publicUrl,
          hubTimeMs: nowMs,
        });
      },
    );
  });
}
