import { describe, expect, it } from 'vitest';
import { freezeEvent } from '../../../../contract/event-body.ts';
import type { FeedbackEvent } from '../../../../contract/feedback-event.ts';
import { ASK_STAFF_STEP } from '../../../../contract/flow-steps.ts';
import { placeIn } from '../../../../electron/in-store/store-press.ts';
import { readUnsentAlerts } from '../../../../electron/in-store/unsent-alerts.ts';
import { journalInMemory } from '../journal/journal-in-memory.ts';
import { CONFIGURATION } from '../sample-configuration.ts';
import { CONTEXT, id, instant, LEDGER } from '../sample-events.ts';

const NOW_MS = 300_000;
const PLACE = placeIn(CONFIGURATION);
type Content = FeedbackEvent extends infer Event
  ? Event extends FeedbackEvent
    ? Omit<Event, 'v' | 'id' | 'ledgerId' | 'number' | 'at'>
    : never
  : never;

const red = (parts: Partial<Extract<FeedbackEvent, { type: 'pressed' }>> = {}): Content => ({
  type: 'pressed',
  context: CONTEXT,
  rating: 'negative',
  source: { kind: 'touch' },
  sincePreviousMs: null,
  repeat: false,
  ...parts,
});
const wish = (press: number): Content => ({
  type: 'answered',
  pressId: id(press),
  step: ASK_STAFF_STEP,
  outcome: { kind: 'choice', values: ['now'] },
});
const coming: Content = {
  type: 'acknowledged-in-store',
  source: { kind: 'box', boxId: 'GB-1', button: 5, boot: 1, count: 1 },
};

/** What is found in a journal of these, numbered and named from 1 on, a second apart and the last of them now. */
async function found(contents: readonly Content[], confirmed = 0, at = instant(NOW_MS)) {
  const { journal } = await journalInMemory();
  for (const [index, content] of contents.entries()) {
    const madeAt = instant(NOW_MS - (contents.length - 1 - index) * 1_000);
    await journal.append(
      freezeEvent({
        v: 1,
        id: id(index + 1),
        ledgerId: LEDGER,
        number: index + 1,
        at: madeAt,
        ...content,
      }),
    );
  }
  await journal.markStoredThrough(LEDGER, confirmed);
  return readUnsentAlerts(journal, at, (version) =>
    version === CONTEXT.configurationVersion ? PLACE : null,
  );
}

const names = async (...parts: Parameters<typeof found>) =>
  (await found(...parts)).map(({ awaits, recorded }) => [awaits, ...recorded]);

describe('what a run before may have left unalerted', () => {
  it('is a red press above the mark of the hub, as it was made', async () => {
    expect(await found([red(), red({ rating: 'positive' }), red()], 1)).toEqual([
      {
        awaits: id(3),
        madeAtMs: NOW_MS,
        press: {
          id: id(3),
          at: instant(NOW_MS),
          rating: 'negative',
          place: PLACE,
          helpAsked: false,
        },
        recorded: [],
      },
    ]);
  });

  it('is no repeat, no recovered press, and none without an event to show for it', async () => {
    const interval = { from: instant(0), until: instant(NOW_MS) };
    expect(await names([red({ repeat: true }), red({ recovered: interval })])).toEqual([]);
    expect(await names([])).toEqual([]);
  });

  it('is nothing from before the computer started, or of more than two minutes ago', async () => {
    expect(await names([red()], 0, { ...instant(NOW_MS), bootId: 'another' })).toEqual([]);
    expect(await names([red(), red()], 0, instant(NOW_MS + 119_500))).toEqual([[id(2)]]);
  });

  it('is a wish that somebody comes, with the press it follows', async () => {
    const alerts = await found([red({ rating: 'neutral' }), wish(1), red(), wish(3), wish(77)]);
    expect(alerts.map(({ awaits, press }) => [awaits, press.id, press.helpAsked])).toEqual([
      [id(2), id(1), true],
      [id(3), id(3), true],
      [id(4), id(3), true],
    ]);
  });

  it('knows on which channels it was alerted already', async () => {
    const lamp: Content = { type: 'alerted-locally', pressId: id(1), channel: 'lamp' };
    const posted: Content = { type: 'alerted-locally', pressId: id(1), channel: 'lan-webhook' };
    expect(await names([red(), red(), lamp, posted])).toEqual([
      [id(1), 'lamp', 'lan-webhook'],
      [id(2)],
    ]);
  });

  it('is nothing that staff said they were coming for', async () => {
    expect(await names([red(), coming, red()])).toEqual([[id(3)]]);
    const before = { from: instant(0), until: instant(1_000) };
    expect(await names([red(), { ...coming, recovered: before }])).toEqual([[id(1)]]);
  });

  it('is looked for among the newest events only, however many are queued', async () => {
    const green = red({ rating: 'positive' });
    const many = Array.from({ length: 30 }, (): Content => green);
    expect(await names([...many, red()])).toEqual([[id(31)]]);
  });
});
