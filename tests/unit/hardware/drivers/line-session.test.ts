import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineSession } from '../../../../hardware/drivers/line-session.ts';
import type { ConnectedBox } from '../../../../hardware/drivers/session.ts';
import { configuredBox } from '../../../support/configured-box.ts';
import { SessionRun } from './session-run.ts';

const WORDS = {
  port: '/dev/ttyUSB0',
  presses: { 'BTN:RED': 0, 'BTN:YELLOW': 1, 'BTN:GREEN*': 3 },
};

const session = (more: object = {}) =>
  lineSession(configuredBox('line', { ...WORDS, ...more }), 'till-7');
const live = (more: object = {}) => SessionRun.settled(session(more));
const HEARTBEAT = { heartbeat: { pattern: 'ALIVE*', everyMs: 1_000 } };

const BOX: ConnectedBox = {
  boxId: 'till-7',
  driver: 'line',
  firmware: null,
  buttonCount: 4,
  outputs: { lamps: false, buzzer: false, beacon: false },
};

const badFrame = (detail: string) => ({
  type: 'report',
  report: { kind: 'bad-frame', detail: `Box till-7 ${detail}` },
});

describe('line session', () => {
  it('has its box there as soon as the opened line has settled, and sends nothing', () => {
    const run = new SessionRun(session());
    run.at(0, { type: 'verify' });
    run.until(22);
    expect(run.told()).toEqual([]);
    run.until(23);
    expect(run.told()).toEqual([{ type: 'present', box: BOX }]);
  });

  it('passes over what waited for a host that came late to the end of settling', () => {
    const line = session();
    const bytes = new TextEncoder().encode('BTN:RED\n');
    const opened = line.step(line.initial, { type: 'verify' }, 0);
    const read = line.step(opened.state, { type: 'bytes', bytes }, 60);
    expect([read.effects, line.dueAtMs(read.state)]).toEqual([[], 83]);
    const late = line.step(read.state, { type: 'wake' }, 104);
    expect([late.effects, line.dueAtMs(late.state)]).toEqual([[], 127]);
    const settled = line.step(late.state, { type: 'wake' }, 127);
    expect(settled.effects).toMatchObject([
      { type: 'report', report: { kind: 'frames-lost' } },
      { type: 'present' },
    ]);
  });

  it('has the outputs that are configured', () => {
    const run = new SessionRun(session({ outputs: { buzzer: { on: 'Z1', off: 'Z0' } } }));
    run.at(0, { type: 'verify' });
    run.until(100);
    expect(run.told()).toEqual([
      {
        type: 'present',
        box: { ...BOX, outputs: { lamps: false, buzzer: true, beacon: false } },
      },
    ]);
  });

  it('tells a press for a line that is one', () => {
    const run = live();
    run.hear(2_000, '  BTN:RED\t\r\n');
    expect(run.told()).toEqual([{ type: 'alive' }, { type: 'pressed', button: 0 }]);
    run.hear(3_000, 'BTN:GR');
    expect(run.told()).toEqual([]);
    run.hear(3_010, 'EEN 17\nBTN:YELLOW\n');
    expect(run.presses()).toEqual([3, 1]);
  });

  it.each([
    ['BTN:BLUE\n', 'sent the line "BTN:BLUE", which its configuration does not name.'],
    ['btn:red\n', 'sent the line "btn:red", which its configuration does not name.'],
    ['BTN:RED\x80\n', 'sent a line that is not text: "BTN:RED?"; check its baudRate and parity.'],
    ['BTN:GREEN\0\n', 'sent a line that is not text: "BTN:GREEN?"; check its baudRate and parity.'],
    ['\xa0BTN:RED\n', 'sent a line that is not text: "?BTN:RED"; check its baudRate and parity.'],
    [
      `${'x'.repeat(257)}BTN:RED\n`,
      'sent more than 256 bytes without a line end; check its baudRate and parity.',
    ],
    [
      `${'y'.repeat(99)}\nz\nz\n`,
      `sent the line "${'y'.repeat(40)}"…, which its configuration does not name. (And 2 more like it.)`,
    ],
  ])('reports %j and takes no press from it', (text, detail) => {
    const run = live();
    run.hear(2_000, text);
    expect(run.told()).toEqual([badFrame(detail)]);
    run.hear(2_100, 'BTN:RED\n');
    expect(run.presses()).toEqual([0]);
  });

  it('counts the press after a stray byte on an idle line', () => {
    const run = live();
    run.hear(2_000, 'x');
    run.hear(60_000, 'BTN:RED\n');
    expect(run.told()).toEqual([
      { type: 'alive' },
      { type: 'pressed', button: 0 },
      badFrame('stopped half-way in a line: "x".'),
    ]);
  });

  it('counts the first press of a box that was silent when its port was opened', () => {
    const run = new SessionRun(session());
    run.at(0, { type: 'verify' });
    run.hear(24, 'BTN:RED\n');
    expect(run.presses()).toEqual([0]);
  });

  it('passes over what waited in the line when it was opened, and says so', () => {
    const run = new SessionRun(session());
    run.at(0, { type: 'verify' });
    run.hear(1, 'BTN:RED\nBTN:RED\n');
    run.until(1_000);
    expect(run.told()).toEqual([
      {
        type: 'report',
        report: {
          kind: 'frames-lost',
          detail:
            '16 bytes that were waiting for box till-7 to be listened to counted for nothing: nobody knows how old.',
        },
      },
      { type: 'present', box: BOX },
    ]);
    run.hear(1_001, 'BTN:YELLOW\n');
    expect(run.presses()).toEqual([1]);
  });

  it('takes no press from the tail of a line that began before its port was opened', () => {
    const run = new SessionRun(session());
    run.at(0, { type: 'verify' });
    run.hear(15, 'BTN');
    run.hear(30, ':RED\nBTN:YELLOW\n');
    expect(run.presses()).toEqual([1]);
  });

  it('waits for a sign of life where the box gives one', () => {
    const run = live(HEARTBEAT);
    expect(run.told()).toEqual([]);
    run.hear(2_000, 'HELLO\n');
    expect(run.told()).toMatchObject([{ type: 'report' }]);
    run.hear(3_000, 'ALIVE 3\n');
    expect(run.told()).toEqual([{ type: 'present', box: BOX }]);
    run.hear(4_000, 'ALIVE 4\n');
    expect(run.told()).toEqual([{ type: 'alive' }]);
  });

  it('counts the press that shows that the box is there', () => {
    const run = live(HEARTBEAT);
    run.hear(2_000, 'BTN:RED\n');
    expect(run.told()).toEqual([
      { type: 'present', box: BOX },
      { type: 'pressed', button: 0 },
    ]);
  });

  it('asked anew who is there, passes over what had piled up', () => {
    const run = live(HEARTBEAT);
    run.hear(2_000, 'ALIVE 3\nBTN:R');
    run.told();
    run.at(9_000, { type: 'verify' });
    run.hear(9_000, 'ED\nALIVE\nBTN:YELLOW\n');
    run.until(9_500);
    expect(run.told()).toMatchObject([{ type: 'report', report: { kind: 'frames-lost' } }]);
    run.hear(9_600, 'BTN:YELLOW\n');
    expect(run.told()).toEqual([
      { type: 'present', box: BOX },
      { type: 'pressed', button: 1 },
    ]);
  });

  it('debounces as configured', () => {
    const run = live({ debounceMs: 100 });
    run.hear(2_000, 'BTN:RED\nBTN:RED\n');
    run.hear(2_099, 'BTN:RED\n');
    run.hear(2_199, 'BTN:RED\n');
    expect(run.presses()).toEqual([0, 0]);
  });

  it('tells of a stuck button where releases are told, until it is let go', () => {
    const run = live({ releases: { 'UP:RED': 0 } });
    run.hear(2_000, 'BTN:RED\n');
    run.told();
    run.until(32_000);
    const stuck = { type: 'troubles', troubles: [{ button: 0, kind: 'stuck' }] };
    expect(run.told()).toEqual([stuck]);
    run.hear(40_000, 'UP:RED\n');
    expect(run.told()).toEqual([{ type: 'alive' }, { type: 'troubles', troubles: [] }]);
  });

  it('tells of a chattering button, and counts nothing of it', () => {
    const run = live();
    for (let contact = 0; contact < 120; contact += 1) {
      run.hear(2_000 + contact * 10, 'BTN:RED\n');
    }
    expect(run.told().filter(({ type }) => type !== 'alive')).toEqual([
      { type: 'pressed', button: 0 },
      { type: 'troubles', troubles: [{ button: 0, kind: 'chatter' }] },
    ]);
    run.until(10_000);
    expect(run.told()).toEqual([{ type: 'troubles', troubles: [] }]);
  });

  it('judges its buttons afresh once the box is there anew', () => {
    const run = live({ ...HEARTBEAT, releases: { 'UP:RED': 0 } });
    run.hear(2_000, 'BTN:RED\n');
    run.until(40_000);
    run.at(50_000, { type: 'verify' });
    run.hear(51_000, 'ALIVE\n');
    run.told();
    run.hear(52_000, 'UP:RED\n');
    expect(run.told()).toEqual([{ type: 'alive' }]);
  });

  it('switches outputs with the words that are configured', () => {
    const run = live({
      outputs: {
        lamps: { 1: { on: 'L1 ON', off: 'L1 OFF' } },
        beacon: { on: 'B+', off: 'B-' },
      },
    });
    run.at(
      2_000,
      { type: 'signal', signal: { kind: 'lamp', button: 1, durationMs: 800 } },
      { type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 800 } },
      { type: 'signal', signal: { kind: 'buzzer', durationMs: 800 } },
      { type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } },
    );
    expect(run.sent()).toEqual(['L1 ON\n', 'B+\n']);
    run.until(2_800);
    expect(run.sent()).toEqual(['L1 OFF\n']);
    run.at(3_000, { type: 'signal', signal: { kind: 'beacon', durationMs: 0 } });
    expect(run.sent()).toEqual(['B-\n']);
    run.until(100_000);
    expect(run.told()).toEqual([]);
  });

  it('turns off what was on when the box went silent once it is back, and not before', () => {
    const run = live({ ...HEARTBEAT, outputs: { beacon: { on: 'B+', off: 'B-' } } });
    const beacon = { type: 'signal', signal: { kind: 'beacon', durationMs: 5_000 } } as const;
    run.at(1_500, beacon);
    expect(run.sent()).toEqual([]);
    run.hear(2_000, 'ALIVE\n');
    run.at(2_000, beacon);
    run.at(5_500, { type: 'verify' });
    expect(run.sent()).toEqual(['B+\n']);
    run.until(60_000);
    expect(run.sent()).toEqual([]);
    run.hear(60_001, 'ALIVE\n');
    expect(run.sent()).toEqual(['B-\n']);
  });

  it('leaves a box with nothing on that it turned on', () => {
    const outputs = {
      lamps: { 0: { on: 'L0+', off: 'L0-' }, 1: { on: 'L1+', off: 'L1-' } },
      beacon: { on: 'B+', off: 'B-' },
    };
    const run = live({ ...HEARTBEAT, outputs });
    expect(run.farewell()).toEqual([]);
    run.hear(2_000, 'ALIVE\n');
    for (const signal of [
      { kind: 'lamp', button: 0, durationMs: 500 },
      { kind: 'lamp', button: 1, durationMs: 60_000 },
      { kind: 'beacon', durationMs: 60_000 },
    ] as const) {
      run.at(2_000, { type: 'signal', signal });
    }
    run.until(3_000);
    expect(run.farewell()).toEqual(['L1-\n', 'B-\n']);
    run.at(9_000, { type: 'verify' });
    expect(run.farewell()).toEqual([]);
  });

  it('tells the same however the bytes are cut', () => {
    const parts = fc.array(
      fc.constantFrom('BTN:RED', 'BTN:GREEN 1', '\n', '\r\n', 'x', '\xff', 'y'.repeat(300)),
    );
    fc.assert(
      fc.property(parts, fc.array(fc.nat()), (said, cuts) => {
        const text = said.join('');
        const bounds = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].toSorted(
          (a, b) => a - b,
        );
        const inOne = live();
        inOne.hear(2_000, text);
        const inParts = live();
        for (const [index, bound] of bounds.entries()) {
          inParts.hear(2_000, text.slice(bounds[index - 1] ?? 0, bound));
        }
        expect(inParts.presses()).toEqual(inOne.presses());
        expect(inParts.state).toEqual(inOne.state);
      }),
    );
  });
});
