import { describe, expect, it } from 'vitest';
import { byteSession } from '../../../../hardware/drivers/byte-session.ts';
import { configuredBox } from '../../../support/configured-box.ts';
import { SessionRun } from './session-run.ts';

const WORDS = { port: '/dev/ttyUSB0', presses: { R: 0, '0xf1': 1, '7': 2 } };

const session = (more: object = {}) =>
  byteSession(configuredBox('byte', { ...WORDS, ...more }), 'till-7');
const live = (more: object = {}) => SessionRun.settled(session(more));

describe('byte session', () => {
  it('has its box there as soon as the opened line has settled', () => {
    const run = new SessionRun(session());
    run.at(0, { type: 'verify' });
    run.hear(1, 'RR');
    run.until(1_000);
    expect(run.told()).toEqual([
      {
        type: 'report',
        report: {
          kind: 'frames-lost',
          detail:
            '2 bytes that were waiting for box till-7 to be listened to counted for nothing: nobody knows how old.',
        },
      },
      {
        type: 'present',
        box: {
          boxId: 'till-7',
          driver: 'byte',
          firmware: null,
          buttonCount: 3,
          outputs: { lamps: false, buzzer: false, beacon: false },
        },
      },
    ]);
  });

  it('tells a press for a byte that is one, however the byte is written', () => {
    const run = live();
    run.hear(2_000, '\xf1R\x07');
    expect(run.told()).toEqual([
      { type: 'alive' },
      { type: 'pressed', button: 1 },
      { type: 'pressed', button: 0 },
      { type: 'pressed', button: 2 },
    ]);
  });

  it.each([
    ['r', 'sent the byte 0x72 (r), which its configuration does not name.'],
    ['\n\n\n', 'sent the byte 0x0a, which its configuration does not name. (And 2 more like it.)'],
  ])('reports %j and takes no press from it', (text, detail) => {
    const run = live();
    run.hear(2_000, text);
    expect(run.told()).toEqual([
      { type: 'report', report: { kind: 'bad-frame', detail: `Box till-7 ${detail}` } },
    ]);
  });

  it('knows a heartbeat, a release and a held button', () => {
    const run = live({
      heartbeat: { pattern: '.', everyMs: 500 },
      releases: { r: 0 },
    });
    run.hear(2_000, '.');
    expect(run.told()).toMatchObject([{ type: 'present' }]);
    run.hear(3_000, 'R');
    expect(run.presses()).toEqual([0]);
    run.until(33_000);
    expect(run.told()).toEqual([{ type: 'troubles', troubles: [{ button: 0, kind: 'stuck' }] }]);
    run.hear(34_000, 'r');
    expect(run.told()).toEqual([{ type: 'alive' }, { type: 'troubles', troubles: [] }]);
  });

  it('switches outputs with the bytes that are configured', () => {
    const run = live({ outputs: { lamps: { 0: { on: '0x81', off: '0x80' } } } });
    run.at(2_000, { type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 100 } });
    run.until(3_000);
    expect(run.sent()).toEqual(['\x81', '\x80']);
  });
});
