import { describe, expect, it } from 'vitest';
import { withLineFaults } from '../../../../hardware/node/virtual-box/line-faults.ts';
import type { VirtualDevice } from '../../../../hardware/node/virtual-box/virtual-device.ts';
import { deviceRun } from './device-run.ts';

/** Says the number of each button pressed, twice, in two pieces. */
const talker: VirtualDevice<null, never> = {
  initial: null,
  step: (state, event) => ({
    state,
    effects:
      event.type === 'pressed'
        ? ['a', 'b'].map((end) => ({
            type: 'send',
            bytes: Buffer.from(`${event.button}${end}`),
          }))
        : [],
  }),
};

function lineRun(random: () => number = () => 0.5) {
  const run = deviceRun(withLineFaults(talker, random));
  return {
    ...run,
    press: (button: number) => {
      run.step({ type: 'pressed', button });
    },
    toggle: (fault: 'noise' | 'drops' | 'late' | 'trickle') => {
      run.step({ type: 'fault-toggled', fault });
    },
  };
}

describe('the line of a virtual box', () => {
  it('hands on at once what is sent, as long as it is well', () => {
    const { press, said } = lineRun();
    press(1);
    expect(said()).toBe('1a1b');
  });

  it('loses a quarter of the pieces, and each as a whole', () => {
    let made = 0;
    const { press, toggle, said, news } = lineRun(() => [0.24, 0.25, 0.99, 0][made++ % 4] ?? 0);
    toggle('drops');
    press(1);
    press(2);
    expect(said()).toBe('1b2a');
    toggle('drops');
    press(3);
    expect(said()).toBe('3a3b');
    expect(news()).toEqual([
      { kind: 'fault-toggled', fault: 'drops', on: true },
      { kind: 'fault-toggled', fault: 'drops', on: false },
    ]);
  });

  it('is 300 ms late, in the order of sending', () => {
    const { press, toggle, advance, said } = lineRun();
    toggle('late');
    press(1);
    advance(200);
    press(2);
    advance(99);
    expect(said()).toBe('');
    advance(1);
    expect(said()).toBe('1a1b');
    advance(200);
    expect(said()).toBe('2a2b');
  });

  it('trickles a byte every 4 ms', () => {
    const { press, toggle, advance, sent } = lineRun();
    toggle('trickle');
    press(1);
    advance(9);
    press(2);
    advance(100);
    expect(sent().map(({ atMs, bytes }) => [atMs, String.fromCharCode(...bytes)])).toEqual(
      '1a1b2a2b'.split('').map((byte, index) => [(index + 1) * 4, byte]),
    );
    press(3);
    advance(4);
    expect(sent()).toHaveLength(1);
  });

  it('lets nothing overtake what is on its way, when it is well again or slow in another way', () => {
    const { press, toggle, advance, said } = lineRun();
    toggle('late');
    press(1);
    advance(100);
    toggle('trickle');
    press(2);
    advance(4);
    expect(said()).toBe('1a1b2');
    toggle('trickle');
    press(3);
    expect(said()).toBe('a2b3a3b');
    toggle('late');
    press(4);
    advance(299);
    expect(said()).toBe('');
    advance(1);
    expect(said()).toBe('4a4b');
  });

  it('has a burst of noise, and noise every now and then until it ends', () => {
    const { step, toggle, advance, sent, news, press } = lineRun();
    step({ type: 'noise-burst' });
    expect(sent().map(({ bytes }) => [...bytes])).toEqual([Array(40).fill(128)]);
    expect(news()).toEqual([{ kind: 'noise-sent', bytes: 40 }]);
    toggle('noise');
    advance(3_000);
    expect(sent().map(({ atMs, bytes }) => [atMs, bytes.length])).toEqual([
      [1_000, 9],
      [2_000, 9],
      [3_000, 9],
    ]);
    toggle('trickle');
    press(1);
    advance(1_100);
    expect(sent().map(({ bytes }) => bytes[0])).toEqual([
      ...Buffer.from('1a1b'),
      ...Array<number>(9).fill(128),
    ]);
    toggle('noise');
    advance(10_000);
    expect(sent()).toEqual([]);
  });
});
