import { decodeFrames, NOTHING_PENDING, type PendingFrame } from '../protocol/frame-decoder.ts';
import {
  BOX_PROTOCOL_VERSION,
  type BoxMessage,
  decodeBoxMessage,
  encodeHostMessage,
  type ForeignHelloMessage,
  type HelloMessage,
  type HostMessage,
  type StatusMessage,
  type UnreadableMessage,
} from '../protocol/messages.ts';
import type { Patience } from '../connection/patience.ts';
import type { ConnectedBox, LineSignal, Session, SessionEffect, SessionStep } from './session.ts';

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
  reopenAfterMs: 5_000,
  retryDelaysMs: [250, 500, 1_000, 2_000, 5_000],
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
  | {
      readonly at: 'known';
      readonly box: ConnectedBox;
      /** Sequence number of the frame before. */
      readonly sequence: number;
      /** How often the box has started; null until its first status. */
      readonly boot: number | null;
    };

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
  const { conversation } = state;
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
      return hearHello(state, message, sequence, nowMs);
    case 'status':
      return hearStatus(state, message, sequence, nowMs);
    case 'trouble': {
      if (conversation.at !== 'known') {
        return heardOfBox(state, nowMs);
      }
      const { buttonCount } = conversation.box;
      const of = (kind: 'stuck' | 'chatter', buttons: readonly number[]) =>
        buttons.filter((button) => button < buttonCount).map((button) => ({ button, kind }));
      return {
        state: { ...state, conversation: { ...conversation, sequence } },
        effects: [
          ...lostFrames(conversation.box, conversation.sequence, sequence),
          {
            type: 'troubles',
            troubles: [...of('stuck', message.stuck), ...of('chatter', message.chattering)],
          },
        ],
      };
    }
  }
}

function hearHello(
  state: GlimlachSessionState,
  hello: HelloMessage,
  sequence: number,
  nowMs: number,
): Step {
  const { conversation } = state;
  const box: ConnectedBox = {
    boxId: hello.boxId,
    driver: 'glimlach',
    firmware: hello.firmware,
    buttonCount: hello.buttonCount,
    outputs: hello.outputs,
  };
  switch (conversation.at) {
    case 'listening':
      return ask(state, firstToken(nowMs), nowMs);
    case 'known':
      if (!isSame(box, conversation.box)) {
        return ask(state, firstToken(nowMs), nowMs);
      }
      // Sent by itself at a start: its counters begin anew.
      return stay({
        ...state,
        conversation: {
          ...conversation,
          sequence,
          boot: hello.token === 0 ? null : conversation.boot,
        },
      });
    case 'asking':
      if (hello.token === conversation.token) {
        return {
          state: { ...state, conversation: { at: 'known', box, sequence, boot: null } },
          effects: [{ type: 'present', box }],
        };
      }
      // Token 0: the box has just started and may have missed our request. Others answer an older request.
      return hello.token === 0 ? ask(state, nextToken(conversation.token), nowMs) : stay(state);
  }
}

function hearStatus(
  state: GlimlachSessionState,
  status: StatusMessage,
  sequence: number,
  nowMs: number,
): Step {
  const { conversation } = state;
  if (conversation.at !== 'known') {
    return heardOfBox(state, nowMs);
  }
  const { box, boot } = conversation;
  if (status.counts.length !== box.buttonCount) {
    return badFrame(
      state,
      `A status counts ${status.counts.length} buttons, but box ${box.boxId} has ${box.buttonCount}.`,
    );
  }
  if (boot !== null && boot !== status.boot) {
    return ask(state, firstToken(nowMs), nowMs);
  }
  return {
    state: { ...state, conversation: { ...conversation, sequence, boot: status.boot } },
    effects: [...lostFrames(box, conversation.sequence, sequence), { type: 'counted', status }],
  };
}

/** A whole frame of a box: whoever listened may speak now. */
function heardOfBox(state: GlimlachSessionState, nowMs: number): Step {
  return state.conversation.at === 'listening' ? ask(state, firstToken(nowMs), nowMs) : stay(state);
}

function signal(state: GlimlachSessionState, wanted: LineSignal): Step {
  return state.conversation.at === 'known' && canDo(state.conversation.box, wanted)
    ? send(state, wanted)
    : stay(state);
}

function canDo({ outputs, buttonCount }: ConnectedBox, wanted: LineSignal): boolean {
  switch (wanted.kind) {
    case 'lamp':
      return outputs.lamps && wanted.button < buttonCount;
    case 'buzzer':
    case 'beacon':
      return outputs[wanted.kind];
  }
}

function ask(state: GlimlachSessionState, token: number, nowMs: number): Step {
  return send(
    { ...state, conversation: { at: 'asking', token, askAgainAtMs: nowMs + ASK_AGAIN_MS } },
    { kind: 'hello-request', version: BOX_PROTOCOL_VERSION, token },
  );
}

function send(state: GlimlachSessionState, message: HostMessage): Step {
  return {
    state: { ...state, next: (state.next + 1) & 0xff },
    effects: [{ type: 'send', bytes: encodeHostMessage(message, state.next) }],
  };
}

function lostFrames(box: ConnectedBox, before: number, sequence: number): SessionEffect[] {
  const lost = (sequence - before - 1) & 0xff;
  const detail = `Frames of box ${box.boxId} were lost: ${lost} before number ${sequence}.`;
  return lost === 0 ? [] : [{ type: 'report', report: { kind: 'frames-lost', detail } }];
}

function badFrame(state: GlimlachSessionState, detail: string): Step {
  return { state, effects: [{ type: 'report', report: { kind: 'bad-frame', detail } }] };
}

function isSame(a: ConnectedBox, b: ConnectedBox): boolean {
  return (
    a.boxId === b.boxId &&
    a.firmware === b.firmware &&
    a.buttonCount === b.buttonCount &&
    a.outputs.lamps === b.outputs.lamps &&
    a.outputs.buzzer === b.outputs.buzzer &&
    a.outputs.beacon === b.outputs.beacon
  );
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
