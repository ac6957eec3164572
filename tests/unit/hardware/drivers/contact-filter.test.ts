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

type Edge = readonly [atMs: number, kind: 'closed' | 'opened'];

/** Only its closings, of a box that tells no more. */
const asPulses = (edges: readonly Edge[]): (readonly [number, 'pulse'])[] =>
  edges.flatMap(([atMs, kind]) => (kind === 'closed' ? [[atMs, 'pulse'] as const] : []));

/** A press of a contact that closes 5 times, 3 times when pressed and twice when let go. */
const wornPress = (atMs: number, heldMs: number): readonly Edge[] => [
  [atMs, 'closed'],
  [atMs + 3, 'opened'],
  [atMs + 6, 'closed'],
  [atMs + 9, 'opened'],
  [atMs + 12, 'closed'],
  [atMs + heldMs, 'opened'],
  [atMs + heldMs + 3, 'closed'],
  [atMs + heldMs + 6, 'opened'],
  [atMs + heldMs + 9, 'closed'],
  [atMs + heldMs + 12, 'opened'],
];

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

  it.each([400, 333, 250, 200])(
    'counts every press of a worn contact that is pressed every %d ms',
    (periodMs) => {
      const pressedAtMs = Array.from({ length: 60 }, (_, index) => index * periodMs);
      const counted = { presses: pressedAtMs.map((atMs) => [atMs, 0]), troubles: [] };
      const untilMs = 60 * periodMs + 60_000;
      const levels = pressedAtMs.flatMap((atMs) => wornPress(atMs, periodMs / 2));
      expect(hearAll(levels, { untilMs })).toMatchObject(counted);
      const taps = pressedAtMs.flatMap((atMs) => wornPress(atMs, 25));
      expect(hearAll(asPulses(taps), { untilMs })).toMatchObject(counted);
    },
  );

  it('takes a button for chattering at the 13th press within a second, until it was quiet for one', () => {
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

  it('takes a contact that goes on for a second for chattering, until it was quiet for one', () => {
    const flicker = Array.from({ length: 60 }, (_, index): Edge => [
      index * 39,
      index % 2 === 0 ? 'closed' : 'opened',
    ]);
    const { presses, troubles } = hearAll([...flicker, [3_400, 'closed'], [3_500, 'opened']], {
      untilMs: 60_000,
    });
    expect(presses).toEqual([
      [0, 0],
      [3_400, 0],
    ]);
    expect(troubles).toEqual([
      [26 * 39, [CHATTER]],
      [59 * 39 + 1_000, []],
    ]);
  });

  it('takes a contact that goes on for less than a second, again and again, for bouncing', () => {
    const heard = [0, 1_020, 2_040].flatMap((fromMs) => every(35, { fromMs, count: 29 }));
    expect(hearAll(heard, { untilMs: 60_000 })).toMatchObject({
      presses: [
        [0, 0],
        [1_020, 0],
        [2_040, 0],
      ],
      troubles: [],
    });
  });

  it('knows no bounce without a debounce time: only too many presses are chatter then', () => {
    const worn = [0, 400, 800, 1_200].flatMap((atMs) => asPulses(wornPress(atMs, 200)));
    const { presses, troubles } = hearAll(worn, { untilMs: 60_000, debounceMs: 0 });
    expect(presses).toHaveLength(12);
    expect(troubles).toEqual([
      [812, [CHATTER]],
      [2_409, []],
    ]);
  });

  it('takes 12 presses within a second, again and again, for presses', () => {
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

  it('takes a contact that never comes to rest for chattering, and for stuck 30 s later', () => {
    const { presses, troubles } = hearAll(every(30, { count: 1_200 }), { untilMs: 60_000 });
    expect(presses).toEqual([[0, 0]]);
    expect(troubles).toEqual([
      [1_020, [CHATTER]],
      [31_020, [STUCK]],
      [36_970, []],
    ]);
  });

  it('takes 13 presses in a full second for presses', () => {
    const heard = [...every(84, { count: 12 }), [1_000, 'pulse'] as const];
    expect(hearAll(heard, { untilMs: 60_000 })).toMatchObject({
      presses: { length: 13 },
      troubles: [],
    });
  });

  it('counts for ever what is as quiet in between as the debounce time', () => {
    const heard = every(300, { count: 200 });
    expect(hearAll(heard, { untilMs: 90_000, debounceMs: 300 })).toMatchObject({
      presses: { length: 200 },
      troubles: [],
    });
  });

  it('counts eight steady presses a second for ever, and more for a while', () => {
    expect(hearAll(every(125, { count: 200 }), { untilMs: 60_000 })).toMatchObject({
      presses: { length: 200 },
      troubles: [],
    });
    expect(hearAll(every(124, { count: 200 }), { untilMs: 20_000 })).toMatchObject({
      presses: { length: 20 },
      troubles: [[20 * 124, [CHATTER]]],
    });
  });

  it('takes a box that repeats its press for chattering without a debounce time, too', () => {
    const { presses, troubles } = hearAll(every(100, { count: 30 }), {
      untilMs: 60_000,
      debounceMs: 0,
    });
    expect(presses).toHaveLength(20);
    expect(troubles).toEqual([
      [2_000, [CHATTER]],
      [3_900, []],
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

  it('counts a press soon after such a button was held', () => {
    const { presses, troubles } = hearAll([...every(200, { count: 20 }), [4_200, 'pulse']], {
      untilMs: 60_000,
      debounceMs: 300,
    });
    expect(presses).toEqual([
      [0, 0],
      [4_200, 0],
    ]);
    expect(troubles).toEqual([]);
  });

  it('takes words faster than a box repeats them for chatter, however long the debounce time', () => {
    const heardEvery = (periodMs: number): Told =>
      hearAll(every(periodMs, { count: 20 }), { untilMs: 60_000, debounceMs: 300 });
    expect(heardEvery(79).troubles).toEqual([
      [13 * 79, [CHATTER]],
      [19 * 79 + 1_000, []],
    ]);
    expect(heardEvery(80).troubles).toEqual([]);
  });

  it('takes a contact that opens, too, in so long a debounce time for chattering', () => {
    const flicker = Array.from({ length: 20 }, (_, index): Edge => [
      index * 200,
      index % 2 === 0 ? 'closed' : 'opened',
    ]);
    const { presses, troubles } = hearAll(flicker, { untilMs: 60_000, debounceMs: 300 });
    expect(presses).toEqual([[0, 0]]);
    expect(troubles).toEqual([
      [1_000, [CHATTER]],
      [4_800, []],
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
      [[0, 'closed', 3], ...every(10, { fromMs: 29_020, count: 101 }), [31_500, 'opened', 3]],
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
    const burst = every(10, { count: 120 }).map(([at]) => ({ at }));
    let contacts = NO_CONTACTS;
    for (const { at } of burst) {
      ({ contacts } = hearContacts(contacts, [{ button: 0, kind: 'pulse' }], DEBOUNCE_MS, at));
    }
    const heard = hearContacts(contacts, [{ button: 0, kind: 'pulse' }], DEBOUNCE_MS, 50_000);
    expect(heard).toMatchObject({ presses: [0], troubles: [] });
  });

  it('keeps a bounded past of each button', () => {
    const { contacts } = hearAll(every(130, { count: 1_000 }));
    expect(contacts.size).toBe(1);
    expect(contacts.get(0)?.pressesMs).toHaveLength(13);
  });

  describe('with up to eight presses a second and up to six bounces at each edge', () => {
    const bounces = fc
      .uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 12 })
      .map((atMs) => atMs.slice(atMs.length % 2).toSorted((a, b) => a - b));
    /** At most eight presses a second, also as steady as no hand is. */
    const press = fc
      .record({
        button: fc.integer({ min: 0, max: 3 }),
        heldMs: fc.integer({ min: 60, max: 800 }),
        pauseMs: fc.integer({ min: 60, max: 3_000 }),
        pressing: bounces,
        lettingGo: bounces,
      })
      .filter(({ heldMs, pauseMs }) => heldMs + pauseMs >= 125);
    const presses = fc.oneof(
      fc.array(press, { maxLength: 60 }),
      press.map((same) => Array.from({ length: 60 }, () => same)),
    );
    type Press = typeof press extends fc.Arbitrary<infer Made> ? Made : never;

    /** `[atMs, press]` of each, one after the other. */
    const timed = (made: readonly Press[]): (readonly [number, Press])[] => {
      let untilMs = 0;
      return made.map((each) => {
        const atMs = untilMs;
        untilMs += each.heldMs + each.pauseMs;
        return [atMs, each] as const;
      });
    };
    /** An edge and its bounces, which undo it and make it again. */
    const edges = (atMs: number, to: Edge[1], bouncesMs: readonly number[]): readonly Edge[] => {
      const back = to === 'closed' ? 'opened' : 'closed';
      return [
        [atMs, to],
        ...bouncesMs.map((ms, index): Edge => [atMs + ms, index % 2 === 0 ? back : to]),
      ];
    };
    const expectEach = (
      made: readonly Press[],
      contactsOf: (
        atMs: number,
        press: Press,
      ) => readonly (readonly [atMs: number, kind: Contact['kind']])[],
    ): void => {
      const all = timed(made);
      const heard = all.flatMap(([pressedAtMs, each]) =>
        contactsOf(pressedAtMs, each).map(([atMs, kind]) => [atMs, kind, each.button] as const),
      );
      const { presses: counted, troubles } = hearAll(heard, { untilMs: 1_000_000 });
      expect(counted).toEqual(all.map(([atMs, { button }]) => [atMs, button]));
      expect(troubles).toEqual([]);
    };

    it('counts each press once, where openings are told', () => {
      fc.assert(
        fc.property(presses, (made) => {
          expectEach(made, (atMs, { heldMs, pressing, lettingGo }) => [
            ...edges(atMs, 'closed', pressing),
            ...edges(atMs + heldMs, 'opened', lettingGo),
          ]);
        }),
      );
    });

    // A bounce of a button let go after the debounce time says there what a press says.
    it('counts each press once, where only closings are told and none when it is let go', () => {
      fc.assert(
        fc.property(presses, (made) => {
          expectEach(made, (atMs, { pressing }) => asPulses(edges(atMs, 'closed', pressing)));
        }),
      );
    });
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
