import {
  BOX_PROTOCOL_VERSION,
  type BoxMessage,
  encodeBoxMessage,
  type HostMessage,
} from '../../protocol/messages.ts';

/** A box of the Glimlach protocol, as its firmware sees it. */
export type VirtualBox = {
  readonly boxId: string;
  readonly firmware: string;
  /** Of the protocol; its frames are those of version 1 whatever it says. */
  readonly version: number;
  /** Survives a restart; counts the starts. */
  readonly boot: number;
  readonly counts: readonly number[];
  /** Number of the next frame. */
  readonly sequence: number;
  /** Counts and obeys, but sends nothing: a hung sender or a broken wire. */
  readonly silent: boolean;
  /** Buttons by index, in rising order. */
  readonly stuck: readonly number[];
  readonly chattering: readonly number[];
};

export type VirtualBoxEvent =
  | { readonly type: 'started' }
  | { readonly type: 'pressed'; readonly button: number }
  | { readonly type: 'heartbeat-due' }
  | { readonly type: 'restarted' }
  | { readonly type: 'silence-toggled' }
  | { readonly type: 'version-toggled' }
  /** What is wrong with its buttons now. */
  | {
      readonly type: 'troubled';
      readonly stuck: readonly number[];
      readonly chattering: readonly number[];
    }
  | { readonly type: 'heard'; readonly message: HostMessage };

export type VirtualBoxEffect =
  | { readonly type: 'send'; readonly bytes: Uint8Array }
  | { readonly type: 'lamp'; readonly button: number; readonly durationMs: number }
  | { readonly type: 'buzzer' | 'beacon'; readonly durationMs: number };

export type VirtualBoxStep = {
  readonly box: VirtualBox;
  readonly effects: readonly VirtualBoxEffect[];
};

/** One that no terminal of this version speaks. */
export const FOREIGN_VERSION = BOX_PROTOCOL_VERSION + 1;

/** A box that has just got power; `boot` must be higher at every start. */
export function newVirtualBox(boxId: string, boot: number, buttonCount: number): VirtualBox {
  return {
    boxId,
    firmware: 'virtual 1.0',
    version: BOX_PROTOCOL_VERSION,
    boot: boot >>> 0,
    counts: Array.from({ length: buttonCount }, () => 0),
    sequence: 0,
    silent: false,
    stuck: [],
    chattering: [],
  };
}

/** What the firmware of a box does, as the protocol asks of it. A button the box does not have changes nothing. */
export function stepVirtualBox(box: VirtualBox, event: VirtualBoxEvent): VirtualBoxStep {
  switch (event.type) {
    case 'started':
      return send(box, introduction(box, 0));
    case 'pressed': {
      if (box.counts[event.button] === undefined) {
        return { box, effects: [] };
      }
      const counts = box.counts.map((count, button) =>
        button === event.button ? (count + 1) >>> 0 : count,
      );
      const pressed = { ...box, counts };
      return send(pressed, [status(pressed, event.button)]);
    }
    case 'heartbeat-due':
      return send(box, [status(box, null)]);
    case 'restarted': {
      const fresh = newVirtualBox(box.boxId, box.boot + 1, box.counts.length);
      const restarted = { ...fresh, silent: box.silent, version: box.version };
      return send(restarted, introduction(restarted, 0));
    }
    case 'silence-toggled':
      return { box: { ...box, silent: !box.silent }, effects: [] };
    case 'version-toggled': {
      const isForeign = box.version === FOREIGN_VERSION;
      const changed = { ...box, version: isForeign ? BOX_PROTOCOL_VERSION : FOREIGN_VERSION };
      return send(changed, introduction(changed, 0));
    }
    case 'troubled': {
      const { stuck, chattering } = event;
      const troubled = { ...box, stuck, chattering };
      return send(troubled, [trouble(troubled)]);
    }
    case 'heard':
      return obey(box, event.message);
  }
}

function obey(box: VirtualBox, message: HostMessage): VirtualBoxStep {
  switch (message.kind) {
    case 'hello-request':
      return send(box, introduction(box, message.token));
    case 'lamp':
      return {
        box,
        effects:
          box.counts[message.button] === undefined
            ? []
            : [{ type: 'lamp', button: message.button, durationMs: message.durationMs }],
      };
    case 'buzzer':
    case 'beacon':
      return { box, effects: [{ type: message.kind, durationMs: message.durationMs }] };
  }
}

function send(box: VirtualBox, messages: readonly BoxMessage[]): VirtualBoxStep {
  if (box.silent) {
    return { box, effects: [] };
  }
  return {
    box: { ...box, sequence: (box.sequence + messages.length) & 0xff },
    effects: messages.map((message, index) => ({
      type: 'send',
      bytes: encodeBoxMessage(message, (box.sequence + index) & 0xff),
    })),
  };
}

function introduction(box: VirtualBox, token: number): readonly BoxMessage[] {
  return [hello(box, token), status(box, null), trouble(box)];
}

function hello(box: VirtualBox, token: number): BoxMessage {
  return {
    kind: 'hello',
    version: box.version,
    token,
    buttonCount: box.counts.length,
    boxId: box.boxId,
    firmware: box.firmware,
    outputs: { lamps: true, buzzer: true, beacon: true },
  };
}

function status(box: VirtualBox, cause: number | null): BoxMessage {
  return { kind: 'status', boot: box.boot, cause, counts: box.counts };
}

function trouble({ stuck, chattering }: VirtualBox): BoxMessage {
  return { kind: 'trouble', stuck, chattering };
}
