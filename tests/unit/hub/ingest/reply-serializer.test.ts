import { describe, expect, it } from 'vitest';
import { EventsReply } from '../../../../contract/protocol/events.ts';
import { writeReply } from '../../../../hub/ingest/reply-serializer.ts';
import { eventId } from '../../../support/event-maker.ts';

describe('writeReply', () => {
  it('writes what the contract reads', () => {
    const reply: EventsReply = {
      hubTimeMs: 1_800_000_000_000,
      answers: [
        { id: eventId(), outcome: 'accepted' },
        { id: eventId(), outcome: 'duplicate' },
        { id: eventId(), outcome: 'rejected', reason: 'invalid', detail: 'a "quoted" \\ detail' },
      ],
      ledgers: [{ ledgerId: eventId(), storedThrough: 3, forked: false }],
    };
    expect(EventsReply.parse(JSON.parse(writeReply(reply)))).toEqual(reply);
    const nothing: EventsReply = { hubTimeMs: 0, answers: [], ledgers: [] };
    expect(JSON.parse(writeReply(nothing))).toEqual(nothing);
  });
});
