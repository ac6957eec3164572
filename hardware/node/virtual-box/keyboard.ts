import type { BoxDriver } from '../../../contract/box-status.ts';
import { buttonName, buttonOfKey, describeButtonKeys } from './button-keys.ts';
import type { LineFault, LineFaultEvent } from './line-faults.ts';
import type { DeviceEvent } from './virtual-device.ts';

/** What the keys of the virtual box have been told so far. */
export type Keyboard = {
  /** Buttons the box has, by index. */
  readonly buttons: readonly number[];
  readonly driver: BoxDriver;
  /** Each press bounces. */
  readonly chatter: boolean;
  /** The next button's key holds it, or lets it go. */
  readonly awaitsHold: boolean;
};

export type KeyCommand =
  | { readonly type: 'device'; readonly event: DeviceEvent | LineFaultEvent }
  /** Nothing but words. */
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'help' }
  | { readonly type: 'quit' }
  /** Line ends and spaces, so that scripts can write lines. */
  | { readonly type: 'nothing' };

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

const FAULT_KEYS: Readonly<Record<string, LineFault>> = {
  N: 'noise',
  d: 'drops',
  l: 'late',
  t: 'trickle',
};

/** What every key does, in lines. */
export function describeKeys({ buttons, driver }: Keyboard): string {
  const isGlimlach = driver === 'glimlach';
  return [
    `Press: ${describeButtonKeys(buttons)}.`,
    `Button: h and then a button's key hold it, or let it go; c chatter.`,
    `Line: N noise, d drops, l slow, t byte by byte; n a single burst of noise.`,
    `Box: u silence, ${isGlimlach ? 'v another protocol version, ' : ''}b restart; q quits.`,
    `The keys c N d l t u${isGlimlach ? ' v' : ''} switch on, and off again.`,
  ].join('\n');
}

export function pressKey(
  keyboard: Keyboard,
  key: string,
): { readonly keyboard: Keyboard; readonly command: KeyCommand } {
  const at = (event: DeviceEvent | LineFaultEvent, next = keyboard) => ({
    keyboard: next,
    command: { type: 'device', event } as const,
  });
  const say = (text: string, next = keyboard) => ({
    keyboard: next,
    command: { type: 'say', text } as const,
  });

  const button = buttonOfKey(key);
  if (button !== null) {
    const next = { ...keyboard, awaitsHold: false };
    if (!keyboard.buttons.includes(button)) {
      return say(`This box has no button ${buttonName(button)}.`, next);
    }
    if (keyboard.awaitsHold) {
      return at({ type: 'hold-toggled', button }, next);
    }
    return at({ type: keyboard.chatter ? 'bounced' : 'pressed', button });
  }
  const fault = FAULT_KEYS[key];
  if (fault !== undefined) {
    return at({ type: 'fault-toggled', fault });
  }
  switch (key) {
    case 'c': {
      const chatter = !keyboard.chatter;
      const text = chatter ? 'Chatter on: each press bounces.' : 'Chatter off.';
      return say(text, { ...keyboard, chatter });
    }
    case 'h':
      return say('Which button? Its key holds it, or lets a held one go.', {
        ...keyboard,
        awaitsHold: true,
      });
    case 'n':
      return at({ type: 'noise-burst' });
    case 'u':
      return at({ type: 'silence-toggled' });
    case 'b':
      return at({ type: 'restarted' });
    case 'v':
      return keyboard.driver === 'glimlach'
        ? at({ type: 'version-toggled' })
        : say(`The driver ${keyboard.driver} knows no versions.`);
    case 'q':
    case CTRL_C:
    case CTRL_D:
      return { keyboard, command: { type: 'quit' } };
    case ' ':
    case '\r':
    case '\n':
      return { keyboard, command: { type: 'nothing' } };
    default:
      return { keyboard, command: { type: 'help' } };
  }
}
