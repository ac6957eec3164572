import { describe, expect, it, onTestFinished } from 'vitest';
import { configuredDriver } from '../../../hardware/node/line-driver.ts';
import { SerialButtonSource } from '../../../hardware/node/serial-button-source.ts';
import { startProcessTimer } from '../../../hardware/node/start-timer.ts';
import { configuredBox } from '../../support/configured-box.ts';
import { openLineEnd } from '../../support/line-end.ts';
import { openPtyPair } from '../../support/serial-pty.ts';
import { toldBySource } from '../../support/told-by-source.ts';

const clock = { now: () => performance.now(), startTimer: startProcessTimer };

describe('a box that says a word per press', () => {
  it.each([
    {
      driver: 'line',
      presses: { 'BTN:RED': 2 },
      outputs: { lamps: { 2: { on: 'L+', off: 'L-' } }, beacon: { on: 'B+', off: 'B-' } },
      said: 'B+\nL+\nL-\nB-\n',
    },
    {
      driver: 'byte',
      presses: { R: 2 },
      outputs: { lamps: { 2: { on: 'L', off: 'l' } }, beacon: { on: 'B', off: 'b' } },
      said: 'BLlb',
    },
  ] as const)(
    'is left with everything off that was on: $driver',
    async ({ driver, presses, outputs, said }) => {
      const pty = await openPtyPair();
      onTestFinished(pty.close);
      let heard = '';
      const { promise: wholeHeard, resolve } = Promise.withResolvers<undefined>();
      const end = await openLineEnd(pty.boxPath, (bytes) => {
        heard += String.fromCharCode(...bytes);
        if (heard.length >= said.length) {
          resolve(undefined);
        }
      });
      onTestFinished(() => end.close());
      const box = configuredBox(driver, {
        port: pty.terminalPath,
        boxId: 'till-7',
        presses,
        outputs,
      });
      const source = new SerialButtonSource({
        path: pty.terminalPath,
        baseline: new Map(),
        ...clock,
        driver: configuredDriver(box, clock),
      });
      onTestFinished(() => source.stop());
      const told = toldBySource();
      source.start(told.listener);
      await told.untilState('live');
      expect([
        source.signal({ kind: 'beacon', durationMs: 60_000 }),
        source.signal({ kind: 'buzzer', durationMs: 600 }),
      ]).toEqual([true, false]);
      source.signal({ kind: 'lamp', boxId: 'till-7', button: 2, durationMs: 60_000 });
      source.signal({ kind: 'lamp', boxId: 'till-7', button: 2, durationMs: 0 });
      await source.stop();
      await wholeHeard;
      expect(heard).toBe(said);
    },
  );
});
