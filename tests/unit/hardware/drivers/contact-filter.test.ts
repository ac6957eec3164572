import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ButtonTrouble } from '../../../../contract/box-status.ts';
import {
  type Contact,
  type Contacts,
  contactsDueAtMs,
  contactsFrom,
  hearContacts,
  NO_CONTACTS,
} from '../../../../hardware/drivers/contact-filter.ts';

const DEBOUNCE_MS = 40;

type Told = {
  /** `[atMs, button]` of every press. */
  readonly presses: readonly (readonly [atMs: number, button: number])[];
  /** `[atMs, troubles]` of every change. */
  readonly troubles: readonly (readonly [atMs: number, troubles: readonly ButtonTrouble[]])[];
  readonly contacts: Contacts;
};

/** Hears contacts, each at its time, wakes up whenever that is wanted, and goes on until `untilMs`. */
function hearAll(
  heard: readonly (readonly [atMs: number, kind: Contact['kind'], button?: number])[],
  { untilMs = 0, debounceMs = DEBOUNCE_MS } = {},
): Told {
  const presses: [number, number][] = [];
  const troubles: [number, readonly ButtonTrouble[]][] = [];
  let contacts = NO_CONTACTS;
  const step = (news: readonly Contact[], nowMs: number): void => {
    const heardNow = hearContacts(contacts, news, debounceMs, nowMs);
    ({ contacts } = heardNow);
    presses.push(...heardNow.presses.map((button): [number, number] => [nowMs, button]));
    if (heardNow.troubles !== null) {
      troubles.push([nowMs, heardNow.troubles]);
    }
  };
  const wakeUntil = (nowMs: number): void => {
    for (let dueAtMs = contactsDueAtMs(contacts); dueAtMs !== null && dueAtMs <= nowMs;) {
      step([], dueAtMs);
      const nextAtMs = contactsDueAtMs(contacts);
      expect(nextAtMs).not.toBe(dueAtMs);
      dueAtMs = nextAtMs;
    }
  };
  for (const [atMs, kind, button = 0] of heard) {
    wakeUntil(atMs);
    step([{ button, kind }], atMs);
  }
  wakeUntil(untilMs);
  return { presses, troubles, contacts };
}

const every = (
  periodMs: number,
  { fromMs = 0, count = 0 },
): (readonly [number, Contact['kind']])[] =>
  Array.from({ length: count }, (_, index) => [fromMs + index * periodMs, 'pulse'] as const);

const CHATTER: ButtonTrouble = { button: 0, kind: 'chatter' };
const STUCK: ButtonTrouble = { button: 0, kind: 'stuck' };

describe('contact filter', () => {
  it('counts a press at its first contact and the bounces after it not at all', () => {
    const { presses } = hearAll([
      [0, 'pulse'],
      [3, 'pulse'],
      [40, 'pulse'],
      [79, 'pulse'],
      [119, 'pulse'],
    ]);
    expect(presses).toEqual([
      [0, 0],
      [119, 0],
    ]);
  });

  it('counts no bounce of a button that is let go', () => {
    const { presses } = hearAll([
      [0, 'closed'],
      [500, 'opened'],
      [505, 'closed'],
      [510, 'opened'],
      [550, 'closed'],
    ]);
    expect(presses).toEqual([
      [0, 0],
      [550, 0],
    ]);
  });

  it('counts a press whose release before it was lost on the line', () => {
    const { presses } = hearAll([
      [0, 'closed'],
      [900, 'closed'],
    ]);
    expect(presses).toEqual([
      [0, 0],
      [900, 0],
    ]);
  });

  it('counts two buttons pressed at once in the order heard', () => {
    const heard = hearContacts(
      NO_CONTACTS,
      [
        { button: 2, kind: 'pulse' },
        { button: 0, kind: 'pulse' },
        { button: 2, kind: 'pulse' },
      ],
      DEBOUNCE_MS,
      7,
    );
    expect(heard.presses).toEqual([2, 0]);
  });

  it('takes a button for chattering at the 13th contact within a second, until it was quiet for one', () => {
    const burst = every(70, { count: 14 });
    const { presses, troubles } = hearAll([...burst, [1_910, 'pulse']], { untilMs: 5_000 });
    expect(presses.map(([atMs]) => atMs)).toEqual([
      ...burst.slice(0, 12).map(([atMs]) => atMs),
      1_910,
    ]);
    expect(troubles).toEqual([
      [840, [CHATTER]],
      [1_910, []],
    ]);
  });

  it('takes 12 contacts within a second, again and again, for presses', () => {
    const heard = [0, 1_040, 2_080, 3_120].flatMap((fromMs) => every(50, { fromMs, count: 12 }));
    expect(hearAll(heard, { untilMs: 60_000 })).toMatchObject({
      presses: { length: 48 },
      troubles: [],
    });
  });

  it('takes a box that repeats its press while the button is held for chattering, then for stuck', () => {
    const { presses, troubles } = hearAll(every(100, { count: 400 }), { untilMs: 60_000 });
    expect(presses).toHaveLength(20);
    expect(troubles).toEqual([
      [2_000, [CHATTER]],
      [32_000, [STUCK]],
      [40_900, []],
    ]);
  });

  it('counts a held button once where the debounce time is longer than its box takes to repeat', () => {
    const { presses, troubles } = hearAll(every(200, { count: 200 }), {
      untilMs: 60_000,
      debounceMs: 300,
    });
    expect(presses).toEqual([[0, 0]]);
    expect(troubles).toEqual([
      [30_000, [STUCK]],
      [40_800, []],
    ]);
  });

  it('takes a button held for 30 s for stuck until it is let go', () => {
    const { presses, troubles } = hearAll(
      [
        [0, 'closed', 1],
        [45_000, 'opened', 1],
        [46_000, 'closed', 1],
        [46_200, 'opened', 1],
      ],
      { untilMs: 90_000 },
    );
    expect(presses).toEqual([
      [0, 1],
      [46_000, 1],
    ]);
    expect(troubles).toEqual([
      [30_000, [{ button: 1, kind: 'stuck' }]],
      [45_000, []],
    ]);
  });

  it('tells the troubles of all buttons, in their order', () => {
    const { troubles } = hearAll(
      [[0, 'closed', 3], ...every(10, { fromMs: 29_900, count: 13 }), [31_500, 'opened', 3]],
      { untilMs: 40_000 },
    );
    const stuck: ButtonTrouble = { button: 3, kind: 'stuck' };
    expect(troubles).toEqual([
      [30_000, [stuck]],
      [30_020, [CHATTER, stuck]],
      [31_020, [stuck]],
      [31_500, []],
    ]);
  });

  it('hears a press after a quiet second although nobody woke it in between', () => {
    const burst = every(10, { count: 20 }).map(([at]) => ({ at }));
    let contacts = NO_CONTACTS;
    for (const { at } of burst) {
      ({ contacts } = hearContacts(contacts, [{ button: 0, kind: 'pulse' }], DEBOUNCE_MS, at));
    }
    const heard = hearContacts(contacts, [{ button: 0, kind: 'pulse' }], DEBOUNCE_MS, 50_000);
    expect(heard).toMatchObject({ presses: [0], troubles: [] });
  });

  it('keeps a bounded past of each button', () => {
    const { contacts } = hearAll(every(5, { count: 5_000 }));
    expect(contacts.size).toBe(1);
    expect(contacts.get(0)?.closingsMs).toHaveLength(13);
  });

  it('counts every press of hands, and each of them once, however their contacts bounce', () => {
    const press = fc.record({
      button: fc.integer({ min: 0, max: 3 }),
      pauseMs: fc.integer({ min: DEBOUNCE_MS + 10, max: 3_000 }),
      bouncesMs: fc.array(fc.integer({ min: 0, max: 10 }), { maxLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(press), (made) => {
        let atMs = 0;
        const expected: [number, number][] = [];
        const heard: [number, Contact['kind'], number][] = [];
        for (const { button, pauseMs, bouncesMs } of made) {
          // 200 ms more: nobody presses a button more than five times a second.
          atMs += pauseMs + 200;
          expected.push([atMs, button]);
          heard.push([atMs, 'pulse', button]);
          for (const bounceMs of bouncesMs) {
            heard.push([atMs + bounceMs, 'pulse', button]);
          }
        }
        expect(hearAll(heard, { untilMs: atMs + 60_000 })).toMatchObject({
          presses: expected,
          troubles: [],
        });
      }),
    );
  });
});

describe('contacts from levels', () => {
  const levels = (...closed: readonly boolean[]): ReadonlyMap<number, boolean> =>
    new Map(closed.entries());

  it('are the edges, and nothing when first seen', () => {
    let contacts = NO_CONTACTS;
    const poll = (nowMs: number, ...closed: readonly boolean[]): readonly number[] => {
      const heard = hearContacts(
        contacts,
        contactsFrom(contacts, levels(...closed)),
        DEBOUNCE_MS,
        nowMs,
      );
      ({ contacts } = heard);
      return heard.presses;
    };
    expect(poll(0, true, false)).toEqual([]);
    expect(poll(20, true, true)).toEqual([1]);
    expect(poll(40, false, true)).toEqual([]);
    expect(poll(60, true, true)).toEqual([]);
    expect(poll(200, false, false)).toEqual([]);
    expect(poll(300, true, true)).toEqual([0, 1]);
  });

  it('tell of a button held since before they were first read as stuck after 30 s', () => {
    const { contacts } = hearContacts(
      NO_CONTACTS,
      contactsFrom(NO_CONTACTS, levels(true)),
      DEBOUNCE_MS,
      100,
    );
    expect(contactsDueAtMs(contacts)).toBe(30_100);
    const stuck = hearContacts(contacts, [], DEBOUNCE_MS, 30_100);
    expect(stuck).toMatchObject({ presses: [], troubles: [STUCK] });
    const news = contactsFrom(stuck.contacts, levels(false));
    expect(hearContacts(stuck.contacts, news, DEBOUNCE_MS, 30_200)).toMatchObject({
      presses: [],
      troubles: [],
    });
  });
});
