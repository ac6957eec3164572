import { describe, expect, it } from 'vitest';
import { readButtonsConfiguration } from '../../../../contract/box-configuration.ts';
import {
  type BoxOptions,
  parseBoxOptions,
  USAGE,
} from '../../../../hardware/node/virtual-box/box-options.ts';
import {
  buttonsFileFor,
  buttonsOf,
  chooseBox,
  lineSettingsOf,
} from '../../../../hardware/node/virtual-box/chosen-box.ts';

const DEFAULTS: BoxOptions = {
  path: '/tmp/box',
  driver: 'glimlach',
  configFile: null,
  serialNumber: 'VIRTUAL-1',
  buttonCount: 6,
  faults: [],
  chatter: false,
  silent: false,
  isWrongVersion: false,
  stuck: null,
};

describe('the options of the virtual box', () => {
  it('are a reference box that behaves, unless said otherwise', () => {
    expect(parseBoxOptions(['/tmp/box'])).toEqual({ ok: true, options: DEFAULTS });
  });

  it('say what it is and how it misbehaves', () => {
    const flags = '--noise --drops --slow --chatter --stale --wrong-version --stuck r';
    expect(
      parseBoxOptions(
        ['--serial-number', 'GB 7', '--buttons=3', '/tmp/box'].concat(flags.split(' ')),
      ),
    ).toEqual({
      ok: true,
      options: {
        ...DEFAULTS,
        serialNumber: 'GB 7',
        buttonCount: 3,
        faults: ['noise', 'drops', 'late'],
        chatter: true,
        silent: true,
        isWrongVersion: true,
        stuck: 2,
      },
    });
    expect(parseBoxOptions(['/tmp/box', '--driver', 'byte', '--config', 'b.json'])).toEqual({
      ok: true,
      options: { ...DEFAULTS, driver: 'byte', configFile: 'b.json' },
    });
    expect(parseBoxOptions(['--help'])).toEqual({ ok: true, options: 'help' });
  });

  it.each([
    [
      '',
      'Name a path: npm run box -- PATH. A serial device there is used; otherwise a pty is made.',
    ],
    ['/a /b', 'Name one path, not 2: /a, /b.'],
    ['/a --loud', "Unknown option '--loud'. npm run box -- --help lists the options."],
    [
      '/a --driver',
      "Option '--driver <value>' argument missing. npm run box -- --help lists the options.",
    ],
    [
      '/a --driver midi',
      'There is no driver "midi": --driver is one of glimlach, line, byte, modbus-rtu.',
    ],
    [
      '/a --driver line --buttons 3',
      '--buttons is for the driver glimlach; leave it out for line.',
    ],
    [
      '/a --config b.json',
      '--config is for the other drivers: a Glimlach box says itself what it is.',
    ],
    ['/a --buttons 33', '--buttons must be a number from 1 to 32, not "33".'],
    ['/a --buttons three', '--buttons must be a number from 1 to 32, not "three".'],
    ['/a --serial-number é', '--serial-number must be 1 to 64 printable ASCII characters.'],
    ['/a --stuck x', `--stuck must be a button's key: 1 to 9, g, y, r or s, not "x".`],
    ['/a --slow --trickle', '--slow and --trickle are two ways to be slow; choose one.'],
  ])('refuse "%s" in one line', (line, problem) => {
    expect(parseBoxOptions(line.split(' ').filter((word) => word !== ''))).toEqual({
      ok: false,
      problem,
    });
  });

  it('are all listed', () => {
    expect(USAGE.match(/--[a-z-]+/g)).toEqual(
      expect.arrayContaining(['--driver', '--stuck', '--trickle', '--wrong-version']),
    );
  });
});

describe('the box that the options choose', () => {
  it.each(['glimlach', 'line', 'byte', 'modbus-rtu'] as const)(
    'is what its printed buttons file says, with the driver %s',
    (driver) => {
      const read = readButtonsConfiguration(buttonsFileFor(driver, '/tmp/box'));
      const chosen = chooseBox({ ...DEFAULTS, driver }, null, 1);
      expect(read).toMatchObject({
        ok: true,
        configuration: {
          boxes: [
            chosen.ok && chosen.chosen.driver !== 'glimlach'
              ? chosen.chosen.configuration
              : { driver: 'glimlach', port: '/tmp/box' },
          ],
        },
      });
    },
  );

  it('is the first of its driver in a buttons file, with its line settings', () => {
    const file = JSON.stringify({
      boxes: [
        { driver: 'glimlach', port: 'auto' },
        {
          driver: 'byte',
          port: '/dev/a',
          presses: { B: 4, A: 3 },
          baudRate: 1_200,
          parity: 'even',
        },
        { driver: 'byte', port: '/dev/b', presses: { C: 5 } },
      ],
    });
    const choice = chooseBox({ ...DEFAULTS, driver: 'byte' }, file, 1);
    expect(choice.ok && [buttonsOf(choice.chosen), lineSettingsOf(choice.chosen)]).toEqual([
      [3, 4],
      { baudRate: 1_200, dataBits: 8, parity: 'even', stopBits: 1 },
    ]);
  });

  it('is refused when the buttons file is wrong or has no such box', () => {
    const options: BoxOptions = { ...DEFAULTS, driver: 'line', configFile: 'b.json' };
    expect(chooseBox(options, '{"boxes":[]}', 1)).toEqual({
      ok: false,
      problem: 'b.json has no box of the driver line: it has no boxes.',
    });
    expect(chooseBox(options, '{"box":[]}', 1)).toEqual({
      ok: false,
      problem: 'b.json: Unrecognized key: "box".',
    });
  });
});
