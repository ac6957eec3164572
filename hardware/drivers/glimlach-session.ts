import { decodeFrames, NOTHING_PENDING, type PendingFrame } from '../protocol/frame-decoder.ts';
import {
  BOX_PROTOCOL_VERSION,
  type BoxMessage,
  decodeBoxMessage,
  encodeHostMessage,
  type ForeignHelloMessage,
  type HelloMessage,
  type HostMessage,
  type UnreadableMessage,
} from '../protocol/messages.ts';
import { type Patience, RETRY_DELAYS_MS } from '../connection/patience.ts';
import {
  boxOf,
  canDo,
  introduced,
  type KnownBox,
  knownHello,
  knownStatus,
  type KnownStep,
  knownTrouble,
} from './glimlach-known.ts';
import type { LineSignal, Session, SessionEffect, SessionStep } from './session.ts';

/*
 * What is said with a box that speaks the Glimlach protocol (docs/button-box-protocol.md).
 *
 *                    verify, and the port was told to be probed
 *   listening ──────────────────────────────────────────────────▶ asking ──── hello with our token ───▶ known
 *       │  ▲ verify, and it was not                               ▲  ▲ │ every second: asks again        │
 *       │  │                                                      │  └─┘                                 │
 *       └──┼──── a whole frame of a box ──────────────────────────┘  ▲                                   │
 *          └──────────────────────────────────────────────────────── │ ◀── another start number, another │
 *                                                                     └──── box's hello ─────────────────┘
 *
 * Nothing counts before `known`: bytes that lay in a buffer are never taken for the present, and one frame that noise
 * made cannot start counting anew, because a start number that was not seen before has to come after a hello.
 */

export const GLIMLACH_PATIENCE: Patience = {
  verifyWithinMs: 5_000,
  /** Three heartbeats of 1 s: two may be lost. */
  staleAfterMs: 3_000,
  // A held-up host finds the box stale.
  heldUpAfterMs: null,
  reopenAfterMs: 5_000,
  retryDelaysMs: RETRY_DELAYS_MS,
};

/** For a port that only may have a box on it: whatever else hangs there is not to be bothered often. */
export const LISTENING_PATIENCE: Patience = {
  ...GLIMLACH_PATIENCE,
  retryDelaysMs: [250, 1_000, 5_000, 30_000],
};

const ASK_AGAIN_MS = 1_000;

type Conversation =
  | { readonly at: 'listening' }
  | {
      readonly at: 'asking';
      /** What the hello must carry to be the answer to our last request, 1 … 255. */
      readonly token: number;
      readonly askAgainAtMs: number;
    }
  | { readonly at: 'known'; readonly known: KnownBox };

export type GlimlachSessionState = {
  readonly pending: PendingFrame;
  /** Sequence number of our next frame. */
  readonly next: number;
  readonly conversation: Conversation;
};

type Step = SessionStep<GlimlachSessionState>;

/**
 * @param probe whether the port may be written to before a box was heard on it. Without that the session waits for a
 *   heartbeat, so that a device which is no box is never sent anything.
 */
export function glimlachSession(probe: boolean): Session<GlimlachSessionState> {
  return {
    initial: { pending: NOTHING_PENDING, next: 0, conversation: { at: 'listening' } },
    step(state, event, nowMs) {
      switch (event.type) {
        case 'verify':
          return probe || state.conversation.at !== 'listening'
            ? ask(state, firstToken(nowMs), nowMs)
            : stay(state);
        case 'bytes':
          return hear(state, event.bytes, nowMs);
        case 'signal':
          return signal(state, event.signal);
        case 'wake':
          return state.conversation.at === 'asking' && nowMs >= state.conversation.askAgainAtMs
            ? ask(state, nextToken(state.conversation.token), nowMs)
            : stay(state);
      }
    },
    dueAtMs: ({ conversation }) =>
      conversation.at === 'asking' ? conversation.askAgainAtMs : null,
  };
}

function hear(state: GlimlachSessionState, bytes: Uint8Array, nowMs: number): Step {
  const { pending, frames } = decodeFrames(state.pending, bytes);
  let current: GlimlachSessionState = { ...state, pending };
  const effects: SessionEffect[] = [];
  for (const decoded of frames) {
    const step = decoded.ok
      ? hearMessage(current, decodeBoxMessage(decoded.frame), decoded.frame.sequence, nowMs)
      : badFrame(current, `Bytes on the line are not a frame: ${decoded.reason}.`);
    current = step.state;
    effects.push(...step.effects);
  }
  return { state: current, effects };
}

function hearMessage(
  state: GlimlachSessionState,
  message: BoxMessage | ForeignHelloMessage | UnreadableMessage,
  sequence: number,
  nowMs: number,
): Step {
  switch (message.kind) {
    case 'unreadable':
      return badFrame(state, message.detail);
    case 'foreign-hello':
      return {
        state,
        effects: [
          {
            type: 'refused',
            detail: `The box speaks protocol version ${message.version}, this terminal version ${BOX_PROTOCOL_VERSION}; update the older one.`,
          },
        ],
      };
    case 'hello':
    case 'status':
    case 'trouble':
      return hearBox(state, message, sequence, nowMs);
  }
}

function hearBox(
  state: GlimlachSessionState,
  message: BoxMessage,
  sequence: number,
  nowMs: number,
): Step {
  const { conversation } = state;
  switch (conversation.at) {
    case 'listening':
      // A whole frame of a box: whoever listened may speak now.
      return ask(state, firstToken(nowMs), nowMs);
    case 'asking':
      return message.kind === 'hello'
        ? hearAnswer(state, conversation.token, message, sequence, nowMs)
        : stay(state);
    case 'known':
      return follow(state, hearKnown(conversation.known, message, sequence), nowMs);
  }
}

function hearAnswer(
  state: GlimlachSessionState,
  token: number,
  hello: HelloMessage,
  sequence: number,
  nowMs: number,
): Step {
  if (hello.token === token) {
    const box = boxOf(hello);
    return {
      state: { ...state, conversation: { at: 'known', known: introduced(box, sequence) } },
      effects: [{ type: 'present', box }],
    };
  }
  // Token 0: the box has just started and may have missed our request. Others answer an older request.
  return hello.token === 0 ? ask(state, nextToken(token), nowMs) : stay(state);
}

function hearKnown(known: KnownBox, message: BoxMessage, sequence: number): KnownStep {
  switch (message.kind) {
    case 'hello':
      return knownHello(known, message, sequence);
    case 'status':
      return knownStatus(known, message, sequence);
    case 'trouble':
      return knownTrouble(known, message, sequence);
  }
}

function follow(state: GlimlachSessionState, step: KnownStep, nowMs: number): Step {
  const next: GlimlachSessionState = { ...state, conversation: { at: 'known', known: step.known } };
  const asked = {
    no: stay,
    beside: (from: GlimlachSessionState) => send(from, helloRequest(firstToken(nowMs))),
    anew: (from: GlimlachSessionState) => ask(from, firstToken(nowMs), nowMs),
  }[step.ask](next);
  return { state: asked.state, effects: [...step.heard, ...asked.effects] };
}

function signal(state: GlimlachSessionState, wanted: LineSignal): Step {
  const { conversation } = state;
  return conversation.at === 'known' && canDo(conversation.known.box, wanted)
    ? send(state, wanted)
    : stay(state);
}

function ask(state: GlimlachSessionState, token: number, nowMs: number): Step {
  return send(
    { ...state, conversation: { at: 'asking', token, askAgainAtMs: nowMs + ASK_AGAIN_MS } },
    helloRequest(token),
  );
}

function helloRequest(token: number): HostMessage {
  return { kind: 'hello-request', version: BOX_PROTOCOL_VERSION, token };
}

function send(state: GlimlachSessionState, message: HostMessage): Step {
  return {
    state: { ...state, next: (state.next + 1) & 0xff },
    effects: [{ type: 'send', bytes: encodeHostMessage(message, state.next) }],
  };
}

function badFrame(state: GlimlachSessionState, detail: string): Step {
  return { state, effects: [{ type: 'report', report: { kind: 'bad-frame', detail } }] };
}

/** Starts from the clock, so that a hello asked by an earlier run is hardly ever taken for ours. */
function firstToken(nowMs: number): number {
  return (Math.floor(nowMs) % 255) + 1;
}

function nextToken(token: number): number {
  return (token % 255) + 1;
}

function stay(state: GlimlachSessionState): Step {
  return { state, effects: [] };
}
