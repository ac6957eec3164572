import {
  type Contact,
  type Contacts,
  contactsDueAtMs,
  hearContacts,
  NO_CONTACTS,
} from './contact-filter.ts';
import type { PlainBox } from './plain-box.ts';
import type { UnknownWords, Word, WordReader } from './plain-words.ts';
import type { ConnectedBox, Session, SessionEffect, SessionEvent, SessionStep } from './session.ts';
import {
  ALL_OFF,
  outputsDueAtMs,
  type OutputsOn,
  signalOutput,
  switchOffAll,
  switchOffDue,
  type SwitchedOutputs,
  type Switching,
} from './switched-outputs.ts';

/*
 * A plain box: it says a word per press and nothing about itself. Who it is, the configuration says.
 *
 *                verify                                 no heartbeat is configured
 *    unopened ───────────▶ settling ── about 20 ms ────────────────────────────────▶ present
 *                           ▲    │                                                   │    ▲
 *                           │    │ a heartbeat is configured                         │    │
 *                           │    └──────────────────▶ waiting ── one of its words ───│────┘
 *                           └───────── verify ─────────┴─────────────────────────────┘
 *
 * Everything heard while settling is passed over, and told as lost: it is what waited in the device, the driver or a
 * held-up host, and a press of any age must not be counted as one made now. Nobody is lost who presses a button
 * later, because a box is not shown as there before that. When settling ends in the middle of a word, the rest of
 * that word is passed over too, because it could be the tail of a longer one; when the line was silent by then, the
 * next byte begins a word, and the first press counts. Settling takes two bytes longer than 20 ms, so that a line that
 * is being sent, however slowly, is not taken for a silent one.
 */

const SETTLING_MS = 20;
/** A host that comes later than this to the end of settling was held up: what is read now may have been waiting. */
const LATE_MS = 20;
/** Start, 8 data bits, parity, two stops. */
const MOST_BITS_PER_BYTE = 12;

type Presence =
  | { readonly at: 'unopened' }
  | { readonly at: 'settling'; readonly untilMs: number; readonly passedOverBytes: number }
  | { readonly at: 'waiting' }
  | { readonly at: 'present' };

export type PlainSessionState<Reading> = {
  readonly presence: Presence;
  readonly reading: Reading;
  readonly contacts: Contacts;
  readonly outputs: OutputsOn;
};

export function plainSession<Reading>(
  plain: PlainBox,
  reader: WordReader<Reading>,
): Session<PlainSessionState<Reading>> {
  type State = PlainSessionState<Reading>;
  type Step = SessionStep<State>;
  const { box, outputWords } = plain;
  const settlingMs = SETTLING_MS + Math.ceil((2 * MOST_BITS_PER_BYTE * 1_000) / plain.baudRate);

  /** Ends by the timer alone: bytes that are read first may have come before it. */
  const settle = (state: State, event: SessionEvent['type'], nowMs: number): Step => {
    const { presence } = state;
    if (presence.at !== 'settling' || nowMs < presence.untilMs) {
      return { state, effects: [] };
    }
    if (event === 'bytes' || nowMs - presence.untilMs > LATE_MS) {
      const again = { ...presence, untilMs: nowMs + settlingMs };
      return { state: { ...state, presence: again }, effects: [] };
    }
    const { passedOverBytes } = presence;
    return {
      state: {
        ...state,
        presence: { at: plain.hasHeartbeat ? 'waiting' : 'present' },
        reading: reader.distrust(state.reading),
      },
      effects: [
        ...(passedOverBytes === 0 ? [] : [passedOver(box, passedOverBytes)]),
        ...(plain.hasHeartbeat ? [] : [{ type: 'present', box } as const]),
      ],
    };
  };

  const hear = (state: State, bytes: Uint8Array, nowMs: number): Step => {
    const { presence } = state;
    if (presence.at === 'unopened') {
      return { state, effects: [] };
    }
    const { reading, words, unknown } = reader.read(state.reading, bytes, nowMs);
    if (presence.at === 'settling') {
      const passedOverBytes = presence.passedOverBytes + bytes.length;
      return {
        state: { ...state, reading, presence: { ...presence, passedOverBytes } },
        effects: [],
      };
    }
    const reported = unknown === null ? [] : [unknownWords(box, unknown)];
    if (words.length === 0) {
      return { state: { ...state, reading }, effects: reported };
    }
    const heard = hearContacts(state.contacts, words.filter(isContact), plain.debounceMs, nowMs);
    return {
      state: { ...state, presence: { at: 'present' }, reading, contacts: heard.contacts },
      effects: [
        presence.at === 'waiting' ? { type: 'present', box } : { type: 'alive' },
        ...heard.presses.map((button) => ({ type: 'pressed', button }) as const),
        ...(heard.troubles === null
          ? []
          : [{ type: 'troubles', troubles: heard.troubles } as const]),
        ...reported,
      ],
    };
  };

  /** What time alone has brought about. */
  const passTime = (state: State, nowMs: number): Step => {
    const dueAtMs = state.presence.at === 'present' ? presentDueAtMs(state) : null;
    if (dueAtMs === null || nowMs < dueAtMs) {
      return { state, effects: [] };
    }
    const { contacts, troubles } = hearContacts(state.contacts, [], plain.debounceMs, nowMs);
    const switched = switchTo({ ...state, contacts }, switchOffDue(state.outputs, nowMs));
    return {
      state: switched.state,
      effects: [
        ...(troubles === null ? [] : [{ type: 'troubles', troubles } as const]),
        ...switched.effects,
      ],
    };
  };

  const switchTo = (state: State, { outputs, switchings }: SwitchedOutputs): Step => ({
    state: { ...state, outputs },
    effects: wordsFor(switchings).map((bytes) => ({ type: 'send', bytes })),
  });

  const wordsFor = (switchings: readonly Switching[]): Uint8Array[] =>
    switchings.flatMap(({ output, on }) => {
      const words = outputWords.get(output);
      return words === undefined ? [] : [on ? words.on : words.off];
    });

  return {
    initial: {
      presence: { at: 'unopened' },
      reading: reader.initial,
      contacts: NO_CONTACTS,
      outputs: ALL_OFF,
    },
    step(before, event, nowMs) {
      const settled = settle(before, event.type, nowMs);
      const { state } = settled;
      let step: Step = { state, effects: [] };
      switch (event.type) {
        case 'verify':
          // What is on stays known: it is turned off once the box is there again.
          step = {
            state: {
              presence: { at: 'settling', untilMs: nowMs + settlingMs, passedOverBytes: 0 },
              reading: reader.initial,
              contacts: NO_CONTACTS,
              outputs: state.outputs,
            },
            effects: [],
          };
          break;
        case 'bytes':
          step = hear(state, event.bytes, nowMs);
          break;
        case 'signal':
          if (state.presence.at === 'present') {
            step = switchTo(state, signalOutput(state.outputs, outputWords, event.signal, nowMs));
          }
          break;
        case 'wake':
          break;
      }
      const due = passTime(step.state, nowMs);
      return { state: due.state, effects: [...settled.effects, ...step.effects, ...due.effects] };
    },
    dueAtMs(state) {
      const { presence } = state;
      switch (presence.at) {
        case 'unopened':
        case 'waiting':
          return null;
        case 'settling':
          return presence.untilMs;
        case 'present':
          return presentDueAtMs(state);
      }
    },
    farewell(state) {
      return state.presence.at === 'present'
        ? wordsFor(switchOffAll(state.outputs).switchings)
        : [];
    },
  };
}

function isContact(word: Word): word is Contact {
  return word.kind !== 'heartbeat';
}

function presentDueAtMs({ contacts, outputs }: PlainSessionState<unknown>): number | null {
  const contactsMs = contactsDueAtMs(contacts);
  const outputsMs = outputsDueAtMs(outputs);
  return contactsMs === null || outputsMs === null
    ? (contactsMs ?? outputsMs)
    : Math.min(contactsMs, outputsMs);
}

function passedOver({ boxId }: ConnectedBox, bytes: number): SessionEffect {
  const said = bytes === 1 ? 'A byte that was' : `${bytes} bytes that were`;
  const detail = `${said} waiting for box ${boxId} to be listened to counted for nothing: nobody knows how old.`;
  return { type: 'report', report: { kind: 'frames-lost', detail } };
}

function unknownWords({ boxId }: ConnectedBox, { first, count }: UnknownWords): SessionEffect {
  const more = count === 1 ? '' : ` (And ${count - 1} more like it.)`;
  return {
    type: 'report',
    report: { kind: 'bad-frame', detail: `Box ${boxId} ${first}.${more}` },
  };
}
