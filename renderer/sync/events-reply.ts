import { type EventAnswer, EventsReply } from '../../contract/protocol/events.ts';
import type { ReplyReader } from './hub-client.ts';

/**
 * Reads a reply as its schema does, but for the answers that say no more than that an event is stored: those are
 * looked at and not copied. Their ids are not checked for being any, since only ids that were sent count.
 */
export const QuickEventsReply: ReplyReader<EventsReply> = {
  safeParse(json) {
    const answers: unknown = isRecord(json) ? json['answers'] : undefined;
    if (!Array.isArray(answers) || !answers.every(saysStored)) {
      return EventsReply.safeParse(json);
    }
    const rest = EventsReply.safeParse(Object.assign({}, json, { answers: [] }));
    return rest.success ? { success: true, data: { ...rest.data, answers } } : rest;
  },
};

function saysStored(answer: unknown): answer is EventAnswer {
  return (
    isRecord(answer) &&
    typeof answer['id'] === 'string' &&
    (answer['outcome'] === 'accepted' || answer['outcome'] === 'duplicate') &&
    Object.keys(answer).length === 2
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
