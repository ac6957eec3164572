import { describe, expect, it } from 'vitest';
import {
  BoxConfiguration,
  type ByteBoxConfiguration,
  type LineBoxConfiguration,
} from '../../../../contract/box-configuration.ts';
import { lineSession } from '../../../../hardware/drivers/line-session.ts';
import type { SessionEffect } from '../../../../hardware/drivers/session.ts';
import { byteWords, lineWords } from '../../../../hardware/node/virtual-box/box-words.ts';
import { wordDevice } from '../../../../hardware/node/virtual-box/word-device.ts';
import { SessionRun } from '../drivers/session-run.ts';
import { deviceRun } from './device-run.ts';

function lineBox(words: object): LineBoxConfiguration {
  return BoxConfiguration.parse({
    driver: 'line',
    port: '/dev/ttyUSB0',
    presses: { RED: 2, GREEN: 0 },
    ...words,
  }) as LineBoxConfiguration;
}

function lineRun(words: object = {}) {
  return deviceRun(wordDevice(lineWords(lineBox(words))));
}

/** What a terminal counts and finds wrong while this is done with the box. */
function heardFrom(
  words: object,
  act: (run: ReturnType<typeof lineRun>) => void,
): readonly SessionEffect[] {
  const run = lineRun(words);
  act(run);
  const terminal = SessionRun.settled(lineSession(lineBox(words), 'a box'));
  const settledMs = 1_000;
  for (const { atMs, bytes } of run.sent()) {
    terminal.at(settledMs + atMs, { type: 'bytes', bytes });
  }
  return terminal.told().filter(({ type }) => type === 'pressed' || type === 'troubles');
}

const UP = { releases: { 'RED UP': 2 } };

describe('virtual box of lines', () => {
  it('says the line of a button when it is pressed, and that it was let go where it tells', () => {
    const plain = lineRun();
    plain.step({ type: 'pressed', button: 2 });
    plain.advance(1_000);
    expect(plain.said()).toBe('RED\r\n');
    const telling = lineRun(UP);
    telling.step({ type: 'pressed', button: 2 });
    telling.step({ type: 'pressed', button: 2 });
    expect(telling.said()).toBe('RED\r\n');
    telling.advance(100);
    expect(telling.said()).toBe('RED UP\r\n');
    expect(telling.news()).toEqual([
      { kind: 'pressed', button: 2, count: 1, how: 'cleanly' },
      { kind: 'down-already', button: 2 },
    ]);
  });

  it.each([
    ['its own line only', {}],
    ['also when it is let go', UP],
  ])('bounces 10 times in 20 ms, which counts once, where it says %s', (_, words) => {
    const bouncing = lineRun(words);
    bouncing.step({ type: 'bounced', button: 2 });
    bouncing.advance(20);
    expect(bouncing.said().match(/^RED\r$/gm)).toHaveLength(10);
    expect(
      heardFrom(words, (run) => {
        run.step({ type: 'bounced', button: 2 });
        run.advance(1_000);
        run.step({ type: 'pressed', button: 2 });
      }),
    ).toEqual([
      { type: 'pressed', button: 2 },
      { type: 'pressed', button: 2 },
    ]);
  });

  it('goes on saying its line while it is held, which counts once and ends in trouble', () => {
    const heard = heardFrom({}, (run) => {
      run.step({ type: 'hold-toggled', button: 2 });
      run.advance(31_000);
      run.step({ type: 'hold-toggled', button: 2 });
      run.advance(5_000);
      run.step({ type: 'pressed', button: 2 });
    });
    expect(heard).toEqual([
      { type: 'pressed', button: 2 },
      { type: 'troubles', troubles: [{ button: 2, kind: 'chatter' }] },
      { type: 'troubles', troubles: [{ button: 2, kind: 'stuck' }] },
      { type: 'troubles', troubles: [] },
      { type: 'pressed', button: 2 },
    ]);
  });

  it('says nothing but its line while it is held, where it tells when it is let go', () => {
    const run = lineRun(UP);
    run.step({ type: 'hold-toggled', button: 2 });
    run.advance(60_000);
    expect(run.said()).toBe('RED\r\n');
    run.step({ type: 'hold-toggled', button: 2 });
    expect(run.said()).toBe('RED UP\r\n');
  });

  it('says its heartbeat, as a line that no other pattern takes', () => {
    const run = lineRun({ heartbeat: { pattern: 'T=*', everyMs: 500 } });
    run.step({ type: 'started' });
    run.advance(1_000);
    expect(run.said()).toBe('T=\r\n'.repeat(3));
    const near = lineRun({
      presses: { 'T=': 0, 'T=1': 1 },
      heartbeat: { pattern: 'T=*', everyMs: 500 },
    });
    near.step({ type: 'started' });
    expect(near.said()).toBe('T=X\r\n');
  });

  it('lives and says nothing while it is silent', () => {
    const run = lineRun({ heartbeat: { pattern: 'ALIVE', everyMs: 500 } });
    run.step({ type: 'silence-toggled' });
    run.step({ type: 'started' });
    run.step({ type: 'pressed', button: 0 });
    run.advance(750);
    expect(run.said()).toBe('');
    run.step({ type: 'silence-toggled' });
    run.advance(250);
    expect(run.said()).toBe('ALIVE\r\n');
  });

  it('obeys the lines of its outputs, and tells of a line it does not know', () => {
    const run = lineRun({
      outputs: { lamps: { 2: { on: 'L2+', off: 'L2-' } }, beacon: { on: 'B+', off: 'B-' } },
    });
    for (const text of ['L2', '+\nL2-\n', 'B+\n', 'x\n']) {
      run.step({ type: 'heard', bytes: Buffer.from(text) });
    }
    expect(run.news()).toEqual([
      { kind: 'switched', output: 'lamp 2', on: true },
      { kind: 'switched', output: 'lamp 2', on: false },
      { kind: 'switched', output: 'beacon', on: true },
      { kind: 'unreadable', detail: 'the line "x" is no command for it.' },
    ]);
  });

  it('has nothing happen at a button it does not have', () => {
    const run = lineRun();
    for (const type of ['pressed', 'bounced', 'hold-toggled'] as const) {
      run.step({ type, button: 1 });
    }
    run.advance(1_000);
    expect([run.said(), run.news()]).toEqual(['', []]);
  });
});

describe('virtual box of bytes', () => {
  it('says and obeys bytes', () => {
    const configuration = BoxConfiguration.parse({
      driver: 'byte',
      port: '/dev/ttyUSB0',
      presses: { R: 2, '0x01': 2, 7: 4 },
      releases: { r: 2 },
      outputs: { buzzer: { on: '+', off: '-' } },
    }) as ByteBoxConfiguration;
    const run = deviceRun(wordDevice(byteWords(configuration)));
    run.step({ type: 'pressed', button: 2 });
    run.step({ type: 'pressed', button: 4 });
    run.advance(1_000);
    expect(run.said()).toBe('R\u0007r');
    run.step({ type: 'heard', bytes: Buffer.from('+-!') });
    expect(run.news().slice(2)).toEqual([
      { kind: 'switched', output: 'buzzer', on: true },
      { kind: 'switched', output: 'buzzer', on: false },
      { kind: 'unreadable', detail: 'the byte 0x21 is no command for it.' },
    ]);
  });
});
