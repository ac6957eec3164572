import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HubContext } from '../hub-context.ts';
import { clientKey } from '../http/client-key.ts';
import { isFromElsewhere } from './from-elsewhere.ts';
import { sendNotice } from './page-reply.ts';
import type { SentTo, VisitorLimits } from './visitor-limits.ts';

/** Answers with a page; null when nobody gave out the address that was asked for. */
export type AnswerWithPage = () => Promise<FastifyReply | null>;

/** Where a form goes. */
export type Destination = {
  readonly to: readonly SentTo[];
  readonly take: () => Promise<FastifyReply>;
};

/** What every request for a page passes first; whoever has to wait, or is sent away, is answered with a page too. */
export type VisitorGate = {
  look(request: FastifyRequest, reply: FastifyReply, answer: AnswerWithPage): Promise<FastifyReply>;
  /**
   * For a form: one of ours, and only so many of them.
   *
   * @param find null when nobody gave out the address that it was sent to.
   */
  take(
    request: FastifyRequest,
    reply: FastifyReply,
    find: () => Promise<Destination | null>,
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
    async take(request, reply, find) {
      if (isFromElsewhere(request, hub.ownOrigins)) {
        return sendNotice(request, reply, { kind: 'refused' });
      }
      const retryAfterSeconds = limits.maySend(clientKey(request.ip), hub.now());
      if (retryAfterSeconds !== null) {
        return sendNotice(request, reply, { kind: 'limited', retryAfterSeconds });
      }
      return gate.look(request, reply, async () => {
        const found = await find();
        if (found === null) {
          return null;
        }
        const waitSeconds = limits.mayReach(found.to, hub.now());
        return waitSeconds === null
          ? found.take()
          : sendNotice(request, reply, { kind: 'limited', retryAfterSeconds: waitSeconds });
      });
    },
  };
  return gate;
}
