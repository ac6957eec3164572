import { describe, expect, it } from 'vitest';
import {
  describeKeys,
  type Keyboard,
  type KeyCommand,
  pressKey,
} from '../../../../hardware/node/virtual-box/keyboard.ts';

const KEYBOARD: Keyboard = {
  buttons: [0, 1, 2, 5, 12],
  driver: 'glimlach',
  chatter: false,
  awaitsHold: false,
};

/** What the box is told when these keys are pressed one after the other. */
function typed(keys: string, keyboard = KEYBOARD): unknown[] {
  let current = keyboard;
  return keys.split('').map((key) => {
    const pressed: { keyboard: Keyboard; command: KeyCommand } = pressKey(current, key);
    current = pressed.keyboard;
    const { command } = pressed;
    return command.type === 'device'
      ? command.event
      : ('text' in command && command.text) || command.type;
  });
}

describe('the keys of the virtual box', () => {
  it('press buttons by their colour or their number', () => {
    expect(typed('gyrs126')).toEqual(
      [0, 1, 2, 5, 0, 1, 5].map((button) => ({ type: 'pressed', button })),
    );
    expect(typed('4')).toEqual(['This box has no button 3.']);
  });

  it('hold the button pressed next, and no other', () => {
    expect(typed('hrr').slice(1)).toEqual([
      { type: 'hold-toggled', button: 2 },
      { type: 'pressed', button: 2 },
    ]);
    expect(typed('h4r').slice(1)).toEqual([
      'This box has no button 3.',
      { type: 'pressed', button: 2 },
    ]);
  });

  it('make every press bounce, until told otherwise', () => {
    expect(typed('cgcg')).toEqual([
      'Chatter on: each press bounces.',
      { type: 'bounced', button: 0 },
      'Chatter off.',
      { type: 'pressed', button: 0 },
    ]);
  });

  it('spoil the line and the box', () => {
    expect(typed('nNdltubv')).toEqual([
      { type: 'noise-burst' },
      { type: 'fault-toggled', fault: 'noise' },
      { type: 'fault-toggled', fault: 'drops' },
      { type: 'fault-toggled', fault: 'late' },
      { type: 'fault-toggled', fault: 'trickle' },
      { type: 'silence-toggled' },
      { type: 'restarted' },
      { type: 'version-toggled' },
    ]);
    expect(typed('v', { ...KEYBOARD, driver: 'line' })).toEqual([
      'The driver line knows no versions.',
    ]);
  });

  it('end it, pass over line ends, and list themselves for any other key', () => {
    expect(typed('q\u0003\u0004 \r\n?')).toEqual([
      'quit',
      'quit',
      'quit',
      'nothing',
      'nothing',
      'nothing',
      'help',
    ]);
    expect(describeKeys(KEYBOARD)).toBe(
      [
        'Press: g or 1 green, y or 2 yellow, r or 3 red, s or 6 staff.',
        "Button: h and then a button's key hold it, or let it go; c chatter.",
        'Line: N noise, d drops, l slow, t byte by byte; n a single burst of noise.',
        'Box: u silence, v another protocol version, b restart; q quits.',
        'The keys c N d l t u v switch on, and off again.',
      ].join('\n'),
    );
  });
});
