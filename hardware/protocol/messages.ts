import { encodeFrame, type Frame } from './frame.ts';

/** The version of the protocol spoken here. */
export const BOX_PROTOCOL_VERSION = 1;

/** A heartbeat: no press caused this status. */
const NO_BUTTON = 0xff;

const MAX_BUTTONS = 32;
const MAX_BOX_ID_LENGTH = 64;
const MAX_FIRMWARE_LENGTH = 40;
const MAX_DURATION_MS = 0xffff;

const TYPE = {
  hello: 0x01,
  status: 0x02,
  trouble: 0x03,
  helloRequest: 0x81,
  lamp: 0x82,
  buzzer: 0x83,
  beacon: 0x84,
} as const;

/** Bits of a hello's outputs. */
const OUTPUT = { lamps: 0x01, buzzer: 0x02, beacon: 0x04 } as const;

/** What a box can be told to do; what it lacks is not asked of it. */
export type BoxOutputs = {
  /** A lamp in each button. */
  readonly lamps: boolean;
  readonly buzzer: boolean;
  /** A light that staff see from afar. */
  readonly beacon: boolean;
};

/** Who the box is. */
export type HelloMessage = {
  readonly kind: 'hello';
  /** Version the box speaks. Fields after it are valid for version 1 only. */
  readonly version: number;
  /** The token of the request this answers; 0 when the box sends it by itself after a start. */
  readonly token: number;
  /** 1 … 32. */
  readonly buttonCount: number;
  /** Serial number: 1 … 64 printable ASCII characters. */
  readonly boxId: string;
  /** Firmware version: 1 … 40 printable ASCII characters. */
  readonly firmware: string;
  readonly outputs: BoxOutputs;
};

/** What the box has counted. */
export type StatusMessage = {
  readonly kind: 'status';
  /** How often the box has started, u32. */
  readonly boot: number;
  /** The button whose press sent this status at once; null for a heartbeat. */
  readonly cause: number | null;
  /** Presses per button since the box started, u32, wrapping. */
  readonly counts: readonly number[];
};

/** What is wrong with the buttons of a box, by its own account: indexes in rising order. */
export type TroubleMessage = {
  readonly kind: 'trouble';
  /** Held down for longer than anybody presses. */
  readonly stuck: readonly number[];
  /** Closing and opening faster than anybody presses. */
  readonly chattering: readonly number[];
};

/** A hello of a version this code does not speak; nothing else in it can be read. */
export type ForeignHelloMessage = { readonly kind: 'foreign-hello'; readonly version: number };

export type BoxMessage = HelloMessage | StatusMessage | TroubleMessage;

export type HostMessage =
  | { readonly kind: 'hello-request'; readonly version: number; readonly token: number }
  | { readonly kind: 'lamp'; readonly button: number; readonly durationMs: number }
  | { readonly kind: 'buzzer'; readonly durationMs: number }
  | { readonly kind: 'beacon'; readonly durationMs: number };

/** A frame that passed its CRC and still cannot be used; `detail` is for a log. */
export type UnreadableMessage = { readonly kind: 'unreadable'; readonly detail: string };

export function encodeBoxMessage(message: BoxMessage, sequence: number): Uint8Array {
  switch (message.kind) {
    case 'hello': {
      const boxId = asciiBytes(message.boxId);
      const firmware = asciiBytes(message.firmware);
      return encodeFrame({
        type: TYPE.hello,
        sequence,
        payload: Uint8Array.of(
          message.version,
          message.token,
          message.buttonCount,
          boxId.length,
          ...boxId,
          firmware.length,
          ...firmware,
          outputBits(message.outputs),
        ),
      });
    }
    case 'status': {
      const payload = new Uint8Array(5 + message.counts.length * 4);
      const view = new DataView(payload.buffer);
      view.setUint32(0, message.boot, true);
      view.setUint8(4, message.cause ?? NO_BUTTON);
      for (const [button, count] of message.counts.entries()) {
        view.setUint32(5 + button * 4, count, true);
      }
      return encodeFrame({ type: TYPE.status, sequence, payload });
    }
    case 'trouble': {
      const payload = new Uint8Array(8);
      const view = new DataView(payload.buffer);
      view.setUint32(0, maskOf(message.stuck), true);
      view.setUint32(4, maskOf(message.chattering), true);
      return encodeFrame({ type: TYPE.trouble, sequence, payload });
    }
  }
}

/** Durations are rounded and held within 0 … 65,535 ms. */
export function encodeHostMessage(message: HostMessage, sequence: number): Uint8Array {
  switch (message.kind) {
    case 'hello-request':
      return encodeFrame({
        type: TYPE.helloRequest,
        sequence,
        payload: Uint8Array.of(message.version, message.token),
      });
    case 'lamp':
      return encodeFrame({
        type: TYPE.lamp,
        sequence,
        payload: Uint8Array.of(message.button, ...durationBytes(message.durationMs)),
      });
    case 'buzzer':
    case 'beacon':
      return encodeFrame({
        type: TYPE[message.kind],
        sequence,
        payload: durationBytes(message.durationMs),
      });
  }
}

/** Reads what a box says. */
export function decodeBoxMessage({
  type,
  payload,
}: Frame): BoxMessage | ForeignHelloMessage | UnreadableMessage {
  switch (type) {
    case TYPE.hello:
      return decodeHello(payload);
    case TYPE.status:
      return decodeStatus(payload);
    case TYPE.trouble:
      return decodeTrouble(payload);
    case TYPE.helloRequest:
    case TYPE.lamp:
    case TYPE.buzzer:
    case TYPE.beacon:
      return unreadable('A message of the terminal came back: the line echoes.');
    default:
      return unreadable(`Message type 0x${type.toString(16).padStart(2, '0')} is not known.`);
  }
}

/** Reads what a host says. */
export function decodeHostMessage({ type, payload }: Frame): HostMessage | UnreadableMessage {
  const [first = 0, second = 0, third = 0] = payload;
  switch (type) {
    case TYPE.helloRequest:
      return payload.length === 2
        ? { kind: 'hello-request', version: first, token: second }
        : wrongLength('hello request', payload);
    case TYPE.lamp:
      return payload.length === 3
        ? { kind: 'lamp', button: first, durationMs: second | (third << 8) }
        : wrongLength('lamp', payload);
    case TYPE.buzzer:
    case TYPE.beacon: {
      const kind = type === TYPE.buzzer ? 'buzzer' : 'beacon';
      return payload.length === 2
        ? { kind, durationMs: first | (second << 8) }
        : wrongLength(kind, payload);
    }
    default:
      return unreadable(`Message type 0x${type.toString(16).padStart(2, '0')} is not known.`);
  }
}

function decodeHello(payload: Uint8Array): HelloMessage | ForeignHelloMessage | UnreadableMessage {
  const [version, token, buttonCount, idLength] = payload;
  if (version !== undefined && version !== BOX_PROTOCOL_VERSION) {
    return { kind: 'foreign-hello', version };
  }
  if (
    version === undefined ||
    token === undefined ||
    buttonCount === undefined ||
    idLength === undefined
  ) {
    return wrongLength('hello', payload);
  }
  const firmwareAt = 4 + idLength;
  const firmwareLength = payload[firmwareAt];
  const outputs =
    firmwareLength === undefined ? undefined : payload[firmwareAt + 1 + firmwareLength];
  if (firmwareLength === undefined || outputs === undefined) {
    return wrongLength('hello', payload);
  }
  if (buttonCount < 1 || buttonCount > MAX_BUTTONS) {
    return unreadable(`A hello names ${buttonCount} buttons; a box has 1 to ${MAX_BUTTONS}.`);
  }
  const boxId = asciiText(payload.subarray(4, firmwareAt), MAX_BOX_ID_LENGTH);
  const firmware = asciiText(
    payload.subarray(firmwareAt + 1, firmwareAt + 1 + firmwareLength),
    MAX_FIRMWARE_LENGTH,
  );
  if (boxId === null || firmware === null) {
    return unreadable('The serial number or firmware version in a hello is not printable ASCII.');
  }
  return {
    kind: 'hello',
    version,
    token,
    buttonCount,
    boxId,
    firmware,
    outputs: {
      lamps: (outputs & OUTPUT.lamps) !== 0,
      buzzer: (outputs & OUTPUT.buzzer) !== 0,
      beacon: (outputs & OUTPUT.beacon) !== 0,
    },
  };
}

function decodeStatus(payload: Uint8Array): StatusMessage | UnreadableMessage {
  const buttonCount = (payload.length - 5) / 4;
  if (!Number.isInteger(buttonCount) || buttonCount < 1 || buttonCount > MAX_BUTTONS) {
    return wrongLength('status', payload);
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const cause = view.getUint8(4);
  if (cause !== NO_BUTTON && cause >= buttonCount) {
    return unreadable(`A status names button ${cause} of a box with ${buttonCount}.`);
  }
  return {
    kind: 'status',
    boot: view.getUint32(0, true),
    cause: cause === NO_BUTTON ? null : cause,
    counts: Array.from({ length: buttonCount }, (_, button) =>
      view.getUint32(5 + button * 4, true),
    ),
  };
}

function decodeTrouble(payload: Uint8Array): TroubleMessage | UnreadableMessage {
  if (payload.length !== 8) {
    return wrongLength('trouble', payload);
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  return {
    kind: 'trouble',
    stuck: buttonsOf(view.getUint32(0, true)),
    chattering: buttonsOf(view.getUint32(4, true)),
  };
}

function outputBits({ lamps, buzzer, beacon }: BoxOutputs): number {
  return (lamps ? OUTPUT.lamps : 0) | (buzzer ? OUTPUT.buzzer : 0) | (beacon ? OUTPUT.beacon : 0);
}

/** A bit per button, the lowest for button 0. */
function maskOf(buttons: readonly number[]): number {
  return buttons.reduce((mask, button) => mask | (1 << button), 0) >>> 0;
}

function buttonsOf(mask: number): number[] {
  return Array.from({ length: MAX_BUTTONS }, (_, button) => button).filter(
    (button) => ((mask >>> button) & 1) === 1,
  );
}

function wrongLength(name: string, payload: Uint8Array): UnreadableMessage {
  return unreadable(`A ${name} cannot be ${payload.length} bytes long.`);
}

function unreadable(detail: string): UnreadableMessage {
  return { kind: 'unreadable', detail };
}

function durationBytes(durationMs: number): Uint8Array {
  const held = Math.min(Math.max(Math.round(durationMs), 0), MAX_DURATION_MS);
  return Uint8Array.of(held & 0xff, held >> 8);
}

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function asciiText(bytes: Uint8Array, maxLength: number): string | null {
  const printable = bytes.every((byte) => byte >= 0x20 && byte <= 0x7e);
  return printable && bytes.length >= 1 && bytes.length <= maxLength
    ? String.fromCharCode(...bytes)
    : null;
}
