import { describe, expect, it } from 'vitest';
import { glimlachDevice } from '../../../../hardware/node/virtual-box/glimlach-device.ts';
import { newVirtualBox } from '../../../../hardware/node/virtual-box/virtual-box.ts';
import { decodeFrames, NOTHING_PENDING } from '../../../../hardware/protocol/frame-decoder.ts';
import { decodeBoxMessage, encodeHostMessage } from '../../../../hardware/protocol/messages.ts';
import { deviceRun } from './device-run.ts';

function started() {
  const run = deviceRun(glimlachDevice(newVirtualBox('GB-1', 7, 3)));
  run.step({ type: 'started' });
  run.sent();
  return {
    ...run,
    /** What it has said since, as a terminal reads it. */
    messages: () =>
      run
        .sent()
        .flatMap(({ bytes }) => decodeFrames(NOTHING_PENDING, bytes).frames)
        .map((decoded) => (decoded.ok ? decodeBoxMessage(decoded.frame) : decoded)),
  };
}

const heartbeat = { kind: 'status', boot: 7, cause: null, counts: [0, 0, 0] };
const trouble = { kind: 'trouble', stuck: [], chattering: [] };

describe('virtual Glimlach box', () => {
  it('has a heartbeat every second', () => {
    const { advance, messages } = started();
    advance(3_500);
    expect(messages()).toEqual([heartbeat, heartbeat, heartbeat]);
  });

  it('tells of a button that is held for 30 s, and when it is let go', () => {
    const { step, advance, messages, news } = started();
    step({ type: 'hold-toggled', button: 1 });
    step({ type: 'pressed', button: 1 });
    expect(messages()).toEqual([{ ...heartbeat, cause: 1, counts: [0, 1, 0] }]);
    expect(news()).toEqual([
      { kind: 'pressed', button: 1, count: 1, how: 'held' },
      { kind: 'down-already', button: 1 },
    ]);
    advance(29_999);
    expect(messages()).not.toContainEqual({ ...trouble, stuck: [1] });
    advance(1);
    expect(messages()).toContainEqual({ ...trouble, stuck: [1] });
    step({ type: 'hold-toggled', button: 1 });
    expect(messages()).toEqual([trouble]);
    expect(news()).toEqual([
      { kind: 'troubles-told', stuck: [1], chattering: [] },
      { kind: 'let-go', button: 1 },
      { kind: 'troubles-told', stuck: [], chattering: [] },
    ]);
  });

  it('is not troubled by a button that was let go in time, nor by another hold before', () => {
    const { step, advance, news } = started();
    step({ type: 'hold-toggled', button: 1 });
    advance(20_000);
    step({ type: 'hold-toggled', button: 1 });
    step({ type: 'hold-toggled', button: 1 });
    news();
    advance(29_999);
    expect(news()).toEqual([]);
    advance(1);
    expect(news()).toEqual([{ kind: 'troubles-told', stuck: [1], chattering: [] }]);
  });

  it('counts the first contact of a worn button, and nothing more until it was quiet for a second', () => {
    const { step, advance, messages, news } = started();
    step({ type: 'bounced', button: 2 });
    expect(messages()).toEqual([
      { ...heartbeat, cause: 2, counts: [0, 0, 1] },
      { ...trouble, chattering: [2] },
    ]);
    advance(900);
    step({ type: 'bounced', button: 2 });
    advance(900);
    step({ type: 'pressed', button: 2 });
    expect(news()).toEqual([
      { kind: 'pressed', button: 2, count: 1, how: 'bouncing' },
      { kind: 'troubles-told', stuck: [], chattering: [2] },
      { kind: 'not-counted', button: 2 },
      { kind: 'not-counted', button: 2 },
    ]);
    advance(1_000);
    expect(messages()).toContainEqual(trouble);
    step({ type: 'pressed', button: 2 });
    expect(messages()).toEqual([{ ...heartbeat, cause: 2, counts: [0, 0, 2] }]);
  });

  it('finds a button held at its start, and counts it when it is pressed again', () => {
    const { step, advance, messages } = started();
    step({ type: 'hold-toggled', button: 0 });
    advance(30_000);
    step({ type: 'restarted' });
    messages();
    advance(29_999);
    expect(messages()).not.toContainEqual({ ...trouble, stuck: [0] });
    advance(1);
    expect(messages()).toContainEqual({ ...trouble, stuck: [0] });
    step({ type: 'hold-toggled', button: 0 });
    step({ type: 'pressed', button: 0 });
    expect(messages()).toEqual([trouble, { ...heartbeat, boot: 8, cause: 0, counts: [1, 0, 0] }]);
  });

  it('reads what a terminal says, however it is cut, and tells what it cannot read', () => {
    const { step, messages, news } = started();
    const request = encodeHostMessage({ kind: 'hello-request', version: 1, token: 3 }, 0);
    step({ type: 'heard', bytes: request.slice(0, 3) });
    step({ type: 'heard', bytes: request.slice(3) });
    step({ type: 'heard', bytes: encodeHostMessage({ kind: 'beacon', durationMs: 600 }, 1) });
    step({ type: 'heard', bytes: Uint8Array.of(0, 2, 9, 0) });
    expect(messages()[0]).toMatchObject({ kind: 'hello', token: 3 });
    expect(news()).toEqual([
      { kind: 'greeted' },
      { kind: 'beacon', durationMs: 600 },
      { kind: 'unreadable', detail: 'Bytes on the line are not a frame: too-short.' },
    ]);
  });

  it('has nothing happen at a button it does not have', () => {
    const { step, messages, news } = started();
    for (const type of ['pressed', 'bounced', 'hold-toggled'] as const) {
      step({ type, button: 3 });
    }
    expect([messages(), news()]).toEqual([[], []]);
  });
});
