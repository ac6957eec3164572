import type { ButtonTrouble } from '../../contract/box-status.ts';

/*
 * What the contacts of one button come to, on a box that leaves that to the host.
 *
 *    ┌── closes after debounceMs of quiet: a press
 *    ▼   │
 *    sound ── more than 12 presses within 1 s, or ────────▶ chattering
 *    ▲ ▲ │    20 in a row faster than a hand, or            │  │
 *    │ │ │    1 s without debounceMs of quiet               │  │
 *    │ └─│───────────────── quiet for 1 s ──────────────────┘  │ 30 s of it, where
 *    │   │                                                     │ openings are not told
 *    │   │ closed, or never quiet, for 30 s                    ▼
 *    │   └───────────────────────────────────────────────────▶ stuck
 *    │                                                         │
 *    └──── opened; where that is not told, quiet for 1 s ──────┘
 *
 * A press counts at its first contact, without delay. Every closing and opening begins the quiet time anew, so a
 * bouncing contact counts once, when it closes and when it opens. Where openings are not told, a button let go after
 * debounceMs must not bounce: that would say what a press says. Bounces are no chatter as long as they end: a worn
 * contact counts exactly. Only a sound button counts. Each button is on its own: two at once both count, in the order
 * heard.
 *
 * Times are those of hearing. What a held-up host hears late and all at once it takes for a bounce: without counters
 * in the box there is nothing to tell it from one.
 */

const CHATTER_WITHIN_MS = 1_000;
const MOST_PRESSES_WITHIN = 12;
/**
 * A box may repeat its press for as long as the button is held, ten times a second, say. A hand presses eight times a
 * second at most: now and then it takes as long as this from one press to the next.
 */
const REPEATS_WITHIN_MS = 125;
const MOST_REPEATS = 20;
/**
 * Where openings are not told, words as far apart as this are a held button's, repeated: the debounce time may be set
 * longer, to make one press of them. Those that follow faster are a contact that does not come to rest.
 */
const REPEATS_AFTER_MS = 80;
const CHATTER_AFTER_MS = 1_000;
const QUIET_AGAIN_MS = 1_000;
const STUCK_AFTER_MS = 30_000;

/** News of one button's contact. */
export type Contact = {
  /** Button index, from 0. */
  readonly button: number;
  /**
   * `closed` is for a box that also tells of `opened`, although that may get lost; `pulse` for one that never does. A
   * contact is found closed or open when nobody knows since when: that is neither a press nor a bounce.
   */
  readonly kind: 'closed' | 'opened' | 'pulse' | 'found-closed' | 'found-open';
};

type ButtonContact = {
  readonly level: 'closed' | 'open' | 'untold';
  /** When the level became what it is. */
  readonly levelSinceMs: number;
  /** Last closing or opening. */
  readonly newsAtMs: number;
  /** Since when it has not been quiet for debounceMs. */
  readonly busySinceMs: number;
  /** The same, where a box that repeats its word is quiet in between. */
  readonly bouncingSinceMs: number;
  /** The latest presses, at most one more than are no chatter. */
  readonly pressesMs: readonly number[];
  /** How many of the presses up to the last one followed the one before faster than a hand. */
  readonly repeats: number;
  readonly trouble: { readonly kind: ButtonTrouble['kind']; readonly sinceMs: number } | null;
};

/** Every button heard of so far, by index. */
export type Contacts = ReadonlyMap<number, ButtonContact>;

export const NO_CONTACTS: Contacts = new Map();

const UNHEARD: ButtonContact = {
  level: 'untold',
  levelSinceMs: Number.NEGATIVE_INFINITY,
  newsAtMs: Number.NEGATIVE_INFINITY,
  busySinceMs: Number.NEGATIVE_INFINITY,
  bouncingSinceMs: Number.NEGATIVE_INFINITY,
  pressesMs: [],
  repeats: 0,
  trouble: null,
};

export type HeardContacts = {
  readonly contacts: Contacts;
  /** Buttons pressed, in the order heard. */
  readonly presses: readonly number[];
  /** Everything that is wrong now, when that has changed; null as long as it is as before. */
  readonly troubles: readonly ButtonTrouble[] | null;
};

/**
 * @param heard in the order heard; empty when time has passed and `contactsDueAtMs` is reached.
 * @param nowMs monotonic.
 */
export function hearContacts(
  contacts: Contacts,
  heard: readonly Contact[],
  debounceMs: number,
  nowMs: number,
): HeardContacts {
  const next = new Map<number, ButtonContact>();
  for (const [button, contact] of contacts) {
    next.set(button, settle(contact, nowMs));
  }
  const presses: number[] = [];
  for (const { button, kind } of heard) {
    const { contact, pressed } = hear(next.get(button) ?? UNHEARD, kind, debounceMs, nowMs);
    next.set(button, contact);
    if (pressed) {
      presses.push(button);
    }
  }
  const changed = [...next].some(
    ([button, { trouble }]) => trouble?.kind !== contacts.get(button)?.trouble?.kind,
  );
  return { contacts: next, presses, troubles: changed ? troublesOf(next) : null };
}

/** When a trouble begins or ends although nothing is heard; null when none will. */
export function contactsDueAtMs(contacts: Contacts): number | null {
  let dueAtMs = Number.POSITIVE_INFINITY;
  for (const contact of contacts.values()) {
    dueAtMs = Math.min(dueAtMs, turnsAtMs(contact));
  }
  return dueAtMs === Number.POSITIVE_INFINITY ? null : dueAtMs;
}

/**
 * What the levels of a box that is asked over and over say that is new.
 * @param closed by button index, whether its contact is closed. A button held when it is first seen counts once it
 * was let go and pressed again.
 */
export function contactsFrom(contacts: Contacts, closed: ReadonlyMap<number, boolean>): Contact[] {
  const news: Contact[] = [];
  for (const [button, isClosed] of closed) {
    const level = contacts.get(button)?.level ?? 'untold';
    if (level === 'untold') {
      news.push({ button, kind: isClosed ? 'found-closed' : 'found-open' });
    } else if (isClosed !== (level === 'closed')) {
      news.push({ button, kind: isClosed ? 'closed' : 'opened' });
    }
  }
  return news;
}

function troublesOf(contacts: Contacts): readonly ButtonTrouble[] {
  return [...contacts]
    .flatMap(([button, { trouble }]) => (trouble === null ? [] : [{ button, kind: trouble.kind }]))
    .toSorted((a, b) => a.button - b.button);
}

function hear(
  before: ButtonContact,
  kind: Contact['kind'],
  debounceMs: number,
  nowMs: number,
): { readonly contact: ButtonContact; readonly pressed: boolean } {
  switch (kind) {
    case 'found-closed':
      return { contact: atLevel(before, 'closed', nowMs), pressed: false };
    case 'found-open':
      return { contact: atLevel(before, 'open', nowMs), pressed: false };
    case 'opened':
      return { contact: move(atLevel(before, 'open', nowMs), debounceMs, nowMs), pressed: false };
    case 'closed': {
      // Closed although it was closed before: that it opened got lost.
      const opened = atLevel(before, 'open', nowMs);
      return close(atLevel(opened, 'closed', nowMs), debounceMs, nowMs);
    }
    case 'pulse':
      return close(before, debounceMs, nowMs);
  }
}

function atLevel(
  contact: ButtonContact,
  level: ButtonContact['level'],
  nowMs: number,
): ButtonContact {
  if (level === contact.level) {
    return contact;
  }
  const trouble = contact.trouble?.kind === 'stuck' ? null : contact.trouble;
  return { ...contact, level, levelSinceMs: nowMs, trouble };
}

function close(
  before: ButtonContact,
  debounceMs: number,
  nowMs: number,
): { readonly contact: ButtonContact; readonly pressed: boolean } {
  const counts = before.trouble === null && nowMs - before.newsAtMs >= debounceMs;
  const moved = move(before, debounceMs, nowMs);
  const contact = counts ? press(moved, nowMs) : moved;
  return { contact, pressed: counts && contact.trouble === null };
}

/** It closed or opened, whether that counts or not. */
function move(before: ButtonContact, debounceMs: number, nowMs: number): ButtonContact {
  const quietMs = nowMs - before.newsAtMs;
  const restMs = before.level === 'untold' ? Math.min(debounceMs, REPEATS_AFTER_MS) : debounceMs;
  const busySinceMs = quietMs < debounceMs ? before.busySinceMs : nowMs;
  const bouncingSinceMs = quietMs < restMs ? before.bouncingSinceMs : nowMs;
  let { trouble } = before;
  if (trouble === null && nowMs - bouncingSinceMs >= CHATTER_AFTER_MS) {
    trouble = { kind: 'chatter', sinceMs: nowMs };
  } else if (trouble === null && nowMs - busySinceMs >= STUCK_AFTER_MS) {
    trouble = { kind: 'stuck', sinceMs: nowMs };
  }
  return { ...before, newsAtMs: nowMs, busySinceMs, bouncingSinceMs, trouble };
}

function press(contact: ButtonContact, nowMs: number): ButtonContact {
  const lastMs = contact.pressesMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  const repeats = nowMs - lastMs < REPEATS_WITHIN_MS ? contact.repeats + 1 : 0;
  const pressesMs = [...contact.pressesMs.slice(-MOST_PRESSES_WITHIN), nowMs];
  const [earliestMs = nowMs] = pressesMs;
  const rapid = pressesMs.length > MOST_PRESSES_WITHIN && nowMs - earliestMs < CHATTER_WITHIN_MS;
  const chatters = rapid || repeats >= MOST_REPEATS;
  return {
    ...contact,
    pressesMs,
    repeats,
    trouble: chatters ? { kind: 'chatter', sinceMs: nowMs } : contact.trouble,
  };
}

/** What has become of it by the mere passing of time. */
function settle(contact: ButtonContact, nowMs: number): ButtonContact {
  if (nowMs < turnsAtMs(contact)) {
    return contact;
  }
  if (contact.trouble !== null && nowMs - contact.newsAtMs >= QUIET_AGAIN_MS) {
    return settle({ ...contact, trouble: null }, nowMs);
  }
  return { ...contact, trouble: { kind: 'stuck', sinceMs: nowMs } };
}

function turnsAtMs({ level, levelSinceMs, newsAtMs, trouble }: ButtonContact): number {
  switch (trouble?.kind) {
    case undefined:
      return level === 'closed' ? levelSinceMs + STUCK_AFTER_MS : Number.POSITIVE_INFINITY;
    case 'chatter':
      return level === 'untold'
        ? Math.min(newsAtMs + QUIET_AGAIN_MS, trouble.sinceMs + STUCK_AFTER_MS)
        : newsAtMs + QUIET_AGAIN_MS;
    case 'stuck':
      return level === 'untold' ? newsAtMs + QUIET_AGAIN_MS : Number.POSITIVE_INFINITY;
  }
}
