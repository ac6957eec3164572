import { beforeAll, describe, expect, it } from 'vitest';
import type { BoxMessage } from '../../../../hardware/protocol/messages.ts';
import {
  type BoxDoing,
  compileFirmwareCore,
  doings,
  type FirmwareCore,
  hear,
  hex,
  pressesIn,
  randomBytes,
  startBox,
} from './firmware-core.ts';

let core: FirmwareCore;
beforeAll(async () => {
  core = await compileFirmwareCore();
}, 120_000);

const told = (...commands: readonly string[]): BoxDoing[] => doings(core.run(commands));
const presses = (...commands: readonly string[]): ReturnType<typeof pressesIn> =>
  pressesIn(told(...commands));

function troubles(
  ...commands: readonly string[]
): [number, readonly number[], readonly number[]][] {
  return told(...commands).flatMap((doing) =>
    // After the hello of its start a box says at once that all is well.
    'sends' in doing && doing.sends.kind === 'trouble' && doing.sequence > 2
      ? [[doing.atMs, doing.sends.stuck, doing.sends.chattering] as const]
      : [],
  ) as [number, readonly number[], readonly number[]][];
}

function turns(...commands: readonly string[]): string[] {
  return told(...commands).flatMap((doing) =>
    'turns' in doing ? [`${doing.atMs} ${doing.turns}`] : [],
  );
}

const hello = (token: number): BoxMessage => ({
  kind: 'hello',
  version: 1,
  token,
  buttonCount: 3,
  boxId: 'GB-0042',
  firmware: '1.0.3',
  outputs: { lamps: true, buzzer: true, beacon: true },
});
const status = (cause: number | null, counts: readonly number[]): BoxMessage => ({
  kind: 'status',
  boot: 17,
  cause,
  counts,
});

const trouble = (stuck: readonly number[]): BoxMessage => ({
  kind: 'trouble',
  stuck,
  chattering: [],
});

/** As many contacts of a button, closed and open for so long each. */
const contacts = (count: number, closedMs: number, openMs: number): string[] =>
  Array.from({ length: count }, () => [`wait ${closedMs} 1`, `wait ${openMs} 0`]).flat();

describe('a box by its firmware', () => {
  it('says hello when it starts, and beats once a second whatever else it sends', () => {
    expect(told(startBox(), 'wait 600 0', 'wait 100 2', 'wait 1400 0')).toEqual([
      { atMs: 0, sequence: 0, sends: hello(0) },
      { atMs: 0, sequence: 1, sends: status(null, [0, 0, 0]) },
      { atMs: 0, sequence: 2, sends: trouble([]) },
      { atMs: 601, sequence: 3, sends: status(1, [0, 1, 0]) },
      { atMs: 1000, sequence: 4, sends: status(null, [0, 1, 0]) },
      { atMs: 2000, sequence: 5, sends: status(null, [0, 1, 0]) },
    ]);
  });

  it('answers who asks at once, and says each time what is wrong with its buttons, or that nothing is', () => {
    const asked = hear({ kind: 'hello-request', version: 1, token: 66 });
    expect(told(startBox(), 'wait 10 0', asked).slice(3)).toEqual([
      { atMs: 10, sequence: 3, sends: hello(66) },
      { atMs: 10, sequence: 4, sends: status(null, [0, 0, 0]) },
      { atMs: 10, sequence: 5, sends: trouble([]) },
    ]);
    expect(told(startBox(), 'wait 30500 4', asked, 'wait 100 0', asked).slice(-7)).toEqual([
      { atMs: 30_500, sequence: 35, sends: hello(66) },
      { atMs: 30_500, sequence: 36, sends: status(null, [0, 0, 1]) },
      { atMs: 30_500, sequence: 37, sends: trouble([2]) },
      { atMs: 30_521, sequence: 38, sends: trouble([]) },
      { atMs: 30_600, sequence: 39, sends: hello(66) },
      { atMs: 30_600, sequence: 40, sends: status(null, [0, 0, 1]) },
      { atMs: 30_600, sequence: 41, sends: trouble([]) },
    ]);
  });

  it('answers a host of a later version with its own', () => {
    const asked = hear({ kind: 'hello-request', version: 9, token: 3 });
    expect(told(startBox(), asked)[3]).toEqual({ atMs: 0, sequence: 3, sends: hello(3) });
  });

  it('counts a press at its first contact, and once however it bounces', () => {
    const bounces = ['wait 1 1', 'wait 2 0', 'wait 1 1', 'wait 3 0', 'wait 60 1'];
    const letGo = ['wait 1 0', 'wait 2 1', 'wait 19 0', 'wait 1 1', 'wait 300 0'];
    expect(presses(startBox(), 'wait 100 0', ...bounces, ...letGo)).toEqual([[101, 0, [1, 0, 0]]]);
  });

  it('counts the next press after 20 ms without contact, and not before', () => {
    expect(
      presses(startBox(), 'wait 50 1', 'wait 19 0', 'wait 50 1', 'wait 20 0', 'wait 9 1'),
    ).toEqual([
      [1, 0, [1, 0, 0]],
      [140, 0, [2, 0, 0]],
    ]);
  });

  it('counts buttons pressed at once, each with a status of its own', () => {
    expect(presses(startBox(), 'wait 5 0', 'wait 80 7')).toEqual([
      [6, 0, [1, 0, 0]],
      [6, 1, [1, 1, 0]],
      [6, 2, [1, 1, 1]],
    ]);
  });

  it('counts a button that was held at the start only when it is pressed again', () => {
    expect(presses(startBox({ contacts: 2 }), 'wait 500 2', 'wait 100 0', 'wait 100 2')).toEqual([
      [601, 1, [0, 1, 0]],
    ]);
  });

  it('tells a button that is held for 30 s as stuck until it is released', () => {
    expect(troubles(startBox(), 'wait 10 0', 'wait 40000 3', 'wait 100 2', 'wait 100 0')).toEqual([
      [30_011, [0, 1], []],
      [40_031, [1], []],
      [40_131, [], []],
    ]);
    expect(troubles(startBox({ contacts: 1 }), 'wait 29990 1', 'wait 1000 0')).toEqual([]);
    expect(troubles(startBox({ contacts: 1 }), 'wait 30000 1')).toEqual([[30_000, [0], []]]);
  });

  it('counts nothing of a button that chatters until it was quiet for a second', () => {
    const commands = [
      startBox(),
      ...contacts(20, 25, 25),
      'wait 500 0',
      ...contacts(1, 50, 50),
      'wait 1000 0',
      ...contacts(1, 50, 50),
    ];
    expect(presses(...commands).map(([atMs, , counts]) => [atMs, counts[0]])).toEqual([
      ...Array.from({ length: 12 }, (_, index) => [1 + index * 50, 1 + index]),
      [2_601, 13],
    ]);
    expect(troubles(...commands)).toEqual([
      [601, [], [0]],
      [2_551, [], []],
    ]);
  });

  it('lets 12 presses within a second count', () => {
    expect(presses(startBox(), ...contacts(40, 40, 44))).toHaveLength(40);
    expect(troubles(startBox(), ...contacts(40, 40, 44))).toEqual([]);
    expect(troubles(startBox(), ...contacts(40, 40, 43))).toHaveLength(1);
  });

  it('counts every press on a worn contact, which closes three times when pressed and twice when released', () => {
    const pressed = [...contacts(2, 2, 3), 'wait 80 1', 'wait 2 0', 'wait 1 1', 'wait 307 0'];
    const commands = [startBox(), ...Array.from({ length: 20 }, () => pressed).flat()];
    expect(presses(...commands).map(([atMs]) => atMs)).toEqual(
      Array.from({ length: 20 }, (_, index) => 1 + index * 400),
    );
    expect(troubles(...commands)).toEqual([]);
  });

  it('takes a contact that opens and closes for half a second without 20 ms of quiet for chatter', () => {
    const restless = (lastMs: number): string[] => [
      startBox(),
      ...contacts(13, 19, 19),
      `wait ${lastMs} 1`,
      'wait 100 0',
      'wait 50 1',
    ];
    expect(troubles(...restless(5))).toEqual([]);
    expect(presses(...restless(5)).map(([atMs]) => atMs)).toEqual([1, 600]);
    expect(troubles(...restless(6))).toEqual([[501, [], [0]]]);
    expect(presses(...restless(6)).map(([atMs]) => atMs)).toEqual([1]);
  });

  it('does not count a button that is still down when its chatter ends, until it is pressed again', () => {
    const commands = [startBox(), ...contacts(60, 5, 5), 'wait 1500 1', 'wait 100 0', 'wait 50 1'];
    expect(presses(...commands).map(([atMs]) => atMs)).toEqual([1, 2_201]);
    expect(troubles(...commands)).toEqual([
      [501, [], [0]],
      [1_601, [], []],
    ]);
  });

  it('lets its counters wrap', () => {
    expect(
      presses(startBox(), 'count 1 4294967295', 'wait 50 2', 'wait 50 0', 'wait 50 2'),
    ).toEqual([
      [1, 1, [0, 0, 0]],
      [101, 1, [0, 1, 0]],
    ]);
  });

  it('goes on as before when its clock wraps', () => {
    const doing = told(
      'clock 4294966796',
      startBox(),
      hear({ kind: 'lamp', button: 0, durationMs: 700 }),
      'wait 490 1',
      'wait 15 0',
      'wait 10 1',
      'wait 25 0',
      'wait 1000 1',
    );
    expect(pressesIn(doing)).toEqual([
      [4_294_966_797, 0, [1, 0, 0]],
      [41, 0, [2, 0, 0]],
    ]);
    expect(doing.filter((each) => 'turns' in each)).toEqual([
      { atMs: 4_294_966_796, turns: 'lamp 0 on' },
      { atMs: 200, turns: 'lamp 0 off' },
    ]);
    expect(doing.filter((each) => each.atMs === 500 || each.atMs === 1_500)).toHaveLength(1);
  });

  it('sees what a late tick still shows, and does not make up for missed heartbeats', () => {
    expect(told(startBox(), 'jump 5300 4', 'jump 600 0', 'jump 100 4').slice(3)).toEqual([
      { atMs: 5_300, sequence: 3, sends: status(2, [0, 0, 1]) },
      { atMs: 5_300, sequence: 4, sends: status(null, [0, 0, 1]) },
      { atMs: 6_000, sequence: 5, sends: status(2, [0, 0, 2]) },
      { atMs: 6_000, sequence: 6, sends: status(null, [0, 0, 2]) },
    ]);
  });

  it('leaves out the status of a press it has no room for, without using up a number', () => {
    expect(
      told(
        startBox(),
        'room 10',
        'wait 50 1',
        'wait 50 0',
        'room -1',
        'wait 50 2',
        'wait 950 0',
      ).slice(3),
    ).toEqual([
      { atMs: 101, sequence: 3, sends: status(1, [1, 1, 0]) },
      { atMs: 1_000, sequence: 4, sends: status(null, [1, 1, 0]) },
    ]);
  });

  it('sends its hello as soon as there is room, and not after 100 ms', () => {
    const asked = hear({ kind: 'hello-request', version: 1, token: 66 });
    expect(told(startBox(), 'room 0', asked, 'wait 99 0', 'room -1', 'wait 1 0').slice(3)).toEqual([
      { atMs: 100, sequence: 3, sends: hello(66) },
      { atMs: 100, sequence: 4, sends: status(null, [0, 0, 0]) },
      { atMs: 100, sequence: 5, sends: trouble([]) },
    ]);
    expect(
      told(startBox(), 'room 0', asked, 'wait 100 0', 'room -1', 'wait 50 0').slice(3),
    ).toEqual([]);
  });

  it('sends one heartbeat, not many, when the host reads again after a long time', () => {
    expect(told(startBox(), 'room 0', 'wait 35500 4', 'room -1', 'wait 1 4').slice(3)).toEqual([
      { atMs: 35_501, sequence: 3, sends: status(null, [0, 0, 1]) },
      { atMs: 35_501, sequence: 4, sends: trouble([2]) },
    ]);
  });

  it('says what is wrong with its buttons as soon as there is room for it, as it then is', () => {
    const asked = hear({ kind: 'hello-request', version: 1, token: 66 });
    expect(
      told(startBox(), 'wait 30500 4', 'room 49', asked, 'wait 60 0', 'room -1', 'wait 1 0').slice(
        -3,
      ),
    ).toEqual([
      { atMs: 30_500, sequence: 35, sends: hello(66) },
      { atMs: 30_500, sequence: 36, sends: status(null, [0, 0, 1]) },
      { atMs: 30_561, sequence: 37, sends: trouble([]) },
    ]);
  });

  it('turns its lamps and its buzzer on for as long as it is told, the last order counting', () => {
    expect(
      turns(
        startBox(),
        hear({ kind: 'lamp', button: 2, durationMs: 800 }, { kind: 'buzzer', durationMs: 150 }),
        'wait 100 0',
        hear(
          { kind: 'lamp', button: 2, durationMs: 1_000 },
          { kind: 'lamp', button: 0, durationMs: 5 },
        ),
        'wait 20 0',
        hear({ kind: 'buzzer', durationMs: 0 }),
        'wait 2000 0',
      ),
    ).toEqual([
      '0 lamp 2 on',
      '0 buzzer on',
      '100 lamp 0 on',
      '105 lamp 0 off',
      '120 buzzer off',
      '1100 lamp 2 off',
    ]);
  });

  it('blinks its beacon once a second, however often it is told', () => {
    const again = hear({ kind: 'beacon', durationMs: 1_700 });
    expect(turns(startBox(), again, 'wait 600 0', again, 'wait 5000 0')).toEqual([
      '0 beacon on',
      '500 beacon off',
      '1000 beacon on',
      '1500 beacon off',
      '2000 beacon on',
      '2300 beacon off',
    ]);
    const flicker = [
      hear({ kind: 'beacon', durationMs: 60_000 }),
      'wait 50 0',
      hear({ kind: 'beacon', durationMs: 0 }),
      'wait 50 0',
    ];
    expect(
      turns(startBox(), ...Array.from({ length: 25 }, () => flicker).flat()).filter((line) =>
        line.endsWith('on'),
      ),
    ).toEqual(['0 beacon on', '1000 beacon on', '2000 beacon on']);
  });

  it('passes over outputs it does not have', () => {
    const everything = hear(
      { kind: 'lamp', button: 2, durationMs: 9 },
      { kind: 'lamp', button: 255, durationMs: 9 },
      { kind: 'buzzer', durationMs: 9 },
      { kind: 'beacon', durationMs: 9 },
    );
    expect(turns(startBox({ lamps: 2 }), everything)).toEqual(['0 buzzer on', '0 beacon on']);
    expect(turns(startBox({ outputs: 0 }), everything, 'wait 50 0')).toEqual([]);
  });

  it('does nothing because of a million random bytes or of its own messages, and answers right after', () => {
    const asked = hear({ kind: 'hello-request', version: 1, token: 7 });
    const itself = core.run([startBox()]).map((line) => `hear ${line.split(' ')[2]}`);
    expect(
      told(startBox(), `hear ${hex(randomBytes(1_000_000))}`, ...itself, asked).slice(3),
    ).toEqual([
      { atMs: 0, sequence: 3, sends: hello(7) },
      { atMs: 0, sequence: 4, sends: status(null, [0, 0, 0]) },
      { atMs: 0, sequence: 5, sends: trouble([]) },
    ]);
  });
});
