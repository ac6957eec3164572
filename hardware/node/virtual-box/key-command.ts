import type { VirtualBoxEvent } from './virtual-box.ts';

/** What a key of the virtual box does. */
export type KeyCommand =
  | { readonly type: 'box'; readonly event: VirtualBoxEvent }
  | { readonly type: 'noise' }
  | { readonly type: 'quit' }
  /** Line ends and spaces, so that scripts can write lines. */
  | { readonly type: 'nothing' }
  | { readonly type: 'unknown' };

export const KEYS =
  'Keys: g or 1 green, y or 2 yellow, r or 3 red, n noise, b restart the box, u silence on or off, q quit.';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';

export function keyCommand(key: string): KeyCommand {
  switch (key) {
    case 'g':
    case '1':
      return press(0);
    case 'y':
    case '2':
      return press(1);
    case 'r':
    case '3':
      return press(2);
    case 'b':
      return { type: 'box', event: { type: 'restarted' } };
    case 'u':
      return { type: 'box', event: { type: 'silence-toggled' } };
    case 'n':
      return { type: 'noise' };
    case 'q':
    case CTRL_C:
    case CTRL_D:
      return { type: 'quit' };
    case ' ':
    case '\r':
    case '\n':
      return { type: 'nothing' };
    default:
      return { type: 'unknown' };
  }
}

function press(button: number): KeyCommand {
  return { type: 'box', event: { type: 'pressed', button } };
}
