import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventsReply } from '../../../../contract/protocol/events.ts';
import { QuickEventsReply } from '../../../../renderer/sync/events-reply.ts';

const ID = '019a0000-0000-7000-8000-00000000000a';
const answer = fc.oneof(
  { weight: 8, arbitrary: fc.record({ id: fc.constant(ID), outcome: fc.constant('accepted') }) },
  { weight: 8, arbitrary: fc.record({ id: fc.constant(ID), outcome: fc.constant('duplicate') }) },
  fc.constant({ id: ID, outcome: 'rejected', reason: 'invalid', detail: 'rating: unknown' }),
  fc.constantFrom<unknown>(
    null,
    'accepted',
    { id: ID },
    { id: 7, outcome: 'accepted' },
    { id: ID, outcome: 'rejected' },
    { id: ID, outcome: 'accepted', more: 1 },
  ),
);
const reply = fc.record(
  {
    hubTimeMs: fc.constantFrom<unknown>(1_790_000_000_000, 'soon'),
    answers: fc.oneof(
      { weight: 9, arbitrary: fc.array(answer) },
      fc.constantFrom<unknown>(null, {}),
    ),
    ledgers: fc.constantFrom<unknown>([], [{ ledgerId: ID, storedThrough: 3, forked: false }], [7]),
    more: fc.constant(1),
  },
  { requiredKeys: ['hubTimeMs', 'ledgers'] },
);

describe('the quick reading of a reply', () => {
  it('takes what the schema takes, and refuses what it refuses', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: reply }, fc.anything()), (json) => {
        const slow = EventsReply.safeParse(json);
        const quick = QuickEventsReply.safeParse(json);
        expect(quick.success ? quick.data : null).toEqual(slow.success ? slow.data : null);
      }),
      { numRuns: 500 },
    );
  });
});
