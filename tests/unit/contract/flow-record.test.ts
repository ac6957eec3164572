import { describe, expect, it } from 'vitest';
import { flowContents, FlowRecord } from '../../../contract/flow-record.ts';
import { eventId } from '../../support/event-maker.ts';

const pressId = eventId();
const words = { type: 'answered', pressId, step: 'words' } as const;
const sealed = { kind: 'sealed', sha256: 'a'.repeat(64) } as const;

describe('what is recorded of what follows a press', () => {
  it('brings a sealed part where its outcome is sealed, and nowhere else', () => {
    const fits = (flow: unknown) => FlowRecord.safeParse(flow).success;
    expect([
      fits({ ...words, outcome: sealed, jwe: 'h..i.c.t' }),
      fits({ ...words, outcome: { kind: 'skipped' }, jwe: null }),
      fits({ ...words, outcome: sealed, jwe: null }),
      fits({ ...words, outcome: { kind: 'skipped' }, jwe: 'h..i.c.t' }),
    ]).toEqual([true, true, false, false]);
  });

  it('becomes the sealed part and then the answer, or the one event that it is', () => {
    const abandoned = { type: 'abandoned', pressId, step: 'words' } as const;
    const skipped = { ...words, outcome: { kind: 'skipped' as const } };
    expect([
      flowContents({ ...words, outcome: sealed, jwe: 'h..i.c.t' }),
      flowContents({ ...skipped, jwe: null }),
      flowContents(abandoned),
    ]).toEqual([
      [
        { type: 'sealed', sha256: sealed.sha256, jwe: 'h..i.c.t' },
        { ...words, outcome: sealed },
      ],
      [skipped],
      [abandoned],
    ]);
  });
});
