import { serializerCompiler } from 'fastify-type-provider-zod';
import type { EventAnswer, EventsReply } from '../../contract/protocol/events.ts';

/**
 * As the type provider's compiler for all but the reply to a batch, which is written as it is: every id in it was
 * checked when it came.
 */
export const replySerializerCompiler: typeof serializerCompiler = (route) =>
  route.httpStatus === '200'
    ? (reply: unknown) => writeReply(reply as EventsReply)
    : serializerCompiler(route);

/** The reply as JSON. */
export function writeReply({ hubTimeMs, answers, ledgers }: EventsReply): string {
  return `{"hubTimeMs":${hubTimeMs},"answers":[${answers.map(writeAnswer).join(',')}],"ledgers":${JSON.stringify(ledgers)}}`;
}

function writeAnswer(answer: EventAnswer): string {
  return answer.outcome === 'rejected'
    ? JSON.stringify(answer)
    : `{"id":"${answer.id}","outcome":"${answer.outcome}"}`;
}
