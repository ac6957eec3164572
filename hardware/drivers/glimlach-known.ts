import type { HelloMessage, StatusMessage, TroubleMessage } from '../protocol/messages.ts';
import type { ConnectedBox, Heard, LineSignal } from './session.ts';

/** A Glimlach box that said who it is, and what is remembered of it from frame to frame. */
export type KnownBox = {
  readonly box: ConnectedBox;
  /** Sequence number of the frame before. */
  readonly sequence: number;
  /** How often the box has started; null until its first status. */
  readonly boot: number | null;
};

export type KnownStep = {
  readonly known: KnownBox;
  readonly heard: readonly Heard[];
  /**
   * Whether to ask who is there. `anew`: nothing counts until the answer. `beside`: the box stays known; counters repair
   * lost presses, but what is wrong with its buttons it tells again only after a hello.
   */
  readonly ask: 'no' | 'beside' | 'anew';
};

export function boxOf({ boxId, firmware, buttonCount, outputs }: HelloMessage): ConnectedBox {
  return { boxId, driver: 'glimlach', firmware, buttonCount, outputs };
}

export function introduced(box: ConnectedBox, sequence: number): KnownBox {
  return { box, sequence, boot: null };
}

export function knownHello(known: KnownBox, hello: HelloMessage, sequence: number): KnownStep {
  if (!isSame(boxOf(hello), known.box)) {
    return { known, heard: [], ask: 'anew' };
  }
  // Token 0: sent by itself at a start, so its counters begin anew.
  const boot = hello.token === 0 ? null : known.boot;
  return { known: { ...known, sequence, boot }, heard: [], ask: 'no' };
}

export function knownStatus(known: KnownBox, status: StatusMessage, sequence: number): KnownStep {
  const { box, boot } = known;
  if (status.counts.length !== box.buttonCount) {
    const detail = `A status counts ${status.counts.length} buttons, but box ${box.boxId} has ${box.buttonCount}.`;
    return { known, heard: [{ type: 'report', report: { kind: 'bad-frame', detail } }], ask: 'no' };
  }
  if (boot !== null && boot !== status.boot) {
    return { known, heard: [], ask: 'anew' };
  }
  return inSequence(known, { ...known, sequence, boot: status.boot }, [
    { type: 'counted', status },
  ]);
}

export function knownTrouble(
  known: KnownBox,
  { stuck, chattering }: TroubleMessage,
  sequence: number,
): KnownStep {
  const of = (kind: 'stuck' | 'chatter', buttons: readonly number[]) =>
    buttons.filter((button) => button < known.box.buttonCount).map((button) => ({ button, kind }));
  return inSequence(known, { ...known, sequence }, [
    { type: 'troubles', troubles: [...of('stuck', stuck), ...of('chatter', chattering)] },
  ]);
}

/** Whether the box has what a signal is for. */
export function canDo({ outputs, buttonCount }: ConnectedBox, wanted: LineSignal): boolean {
  switch (wanted.kind) {
    case 'lamp':
      return outputs.lamps && wanted.button < buttonCount;
    case 'buzzer':
    case 'beacon':
      return outputs[wanted.kind];
  }
}

function inSequence(before: KnownBox, known: KnownBox, heard: readonly Heard[]): KnownStep {
  const lost = (known.sequence - before.sequence - 1) & 0xff;
  if (lost === 0) {
    return { known, heard, ask: 'no' };
  }
  const detail = `Frames of box ${known.box.boxId} were lost: ${lost} before number ${known.sequence}.`;
  return {
    known,
    heard: [{ type: 'report', report: { kind: 'frames-lost', detail } }, ...heard],
    ask: 'beside',
  };
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
