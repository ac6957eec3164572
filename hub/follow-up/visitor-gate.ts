import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HubContext } from '../hub-context.ts';
import { clientKey } from '../http/client-key.ts';
import { isFromElsewhere } from './from-elsewhere.ts';
import { sendNotice } from './page-reply.ts';
import type { VisitorLimits } from './visitor-limits.ts';

/** Answers with a page; null when nobody gave out the address that was asked for. */
export type AnswerWithPage = () => Promise<FastifyReply | null>;

/** What every request for a page passes first; whoever has to wait, or is sent away, is answered with a page too. */
export type VisitorGate = {
  look(request: FastifyRequest, reply: FastifyReply, answer: AnswerWithPage): Promise<FastifyReply>;
  /** For a form: one of ours, and only so many of them. */
  take(
    request: FastifyRequest,
    reply: FastifyReply,
    to: Parameters<VisitorLimits['maySend']>[1],
    answer: AnswerWithPage,
  ): Promise<FastifyReply>;
};

export function createVisitorGate(
  hub: Pick<HubContext, 'now' | 'ownOrigins'>,
  limits: VisitorLimits,
): VisitorGate {
  const gate: VisitorGate = {
    async look(request, reply, answer) {
      const nowMs = hub.now();
      const retryAfterSeconds = limits.mayLook(clientKey(request.ip), nowMs);
      if (retryAfterSeconds !== null) {
        return sendNotice(request, reply, { kind: 'limited', retryAfterSeconds });
      }
      const answered = await answer();
      if (answered === null) {
        limits.wrong(clientKey(request.ip), nowMs);
        return sendNotice(request, reply, { kind: 'missing' });
      }
      return answered;
    },
    async take(request, reply, to, answer) {
      if (isFromElsewhere(request, hub.ownOrigins)) {
        return sendNotice(request, reply, { kind: 'refused' });
      }
      const retryAfterSeconds = limits.maySend(clientKey(request.ip), to, hub.now());
      return retryAfterSeconds === null
        ? gate.look(request, reply, answer)
        : sendNotice(request, reply, { kind: 'limited', retryAfterSeconds });
    },
  };
  return gate;
}
