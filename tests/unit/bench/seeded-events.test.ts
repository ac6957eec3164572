import { describe, expect, it } from 'vitest';
import { freezeEvent, thawEvent } from '../../../contract/event-body.ts';
import { seededEvents, type Seeds } from '../../bench/kiosk/seeded-events.ts';
import { pressedBody, pressedEvent } from '../../support/event-maker.ts';

const LAST_MADE_MS = 1_790_000_000_000;
const seeds: Seeds = {
  first: pressedBody({ source: { kind: 'box', boxId: 'GB-1', button: 2, boot: 1, count: 1 } }),
  from: 4,
  through: 60,
  lastMadeMs: LAST_MADE_MS,
};

describe('seededEvents', () => {
  it('makes what a terminal would have frozen itself', () => {
    const [seeded] = seededEvents(seeds, [40, 40]);
    expect(seeded).toEqual({
      id: '01a0c44a-5180-7000-8000-000000000028',
      ledgerId: pressedEvent().ledgerId,
      number: 40,
      urgent: true,
      body: freezeEvent(
        pressedEvent({
          id: '01a0c44a-5180-7000-8000-000000000028',
          number: 40,
          at: { wallMs: LAST_MADE_MS - 400_000, monotonicMs: 800_000, bootId: 'seeded-run' },
          rating: 'negative',
          source: { kind: 'touch' },
          sincePreviousMs: 20_000,
        }),
      ),
    });
  });

  it('gives every number one event of its own, in the order of their times', () => {
    const events = seededEvents(seeds, [seeds.from, seeds.through]);
    const numbers = Array.from({ length: 57 }, (_, index) => index + 4);
    expect(events.map(({ number }) => number)).toEqual(numbers);
    expect(events.map(({ id }) => id).toSorted()).toEqual(events.map(({ id }) => id));
    expect(events.every(({ body }) => thawEvent(body).ok)).toBe(true);
  });

  it('makes the same of a part as of the whole', () => {
    const whole = seededEvents(seeds, [seeds.from, seeds.through]);
    expect(seededEvents(seeds, [20, 30])).toEqual(
      whole.filter(({ number }) => number >= 20 && number <= 30),
    );
  });
});
