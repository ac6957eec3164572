import type { KioskView } from '../kiosk/kiosk-view.ts';

/** Which keys of a keypad press: every one, those that type nothing, or none. */
export type KeysThatPress = 'all' | 'typeless' | 'none';

/**
 * The next visitor's key is taken from every page; one that types is left alone where somebody types. Nothing can be
 * pressed before there is a question.
 */
export function keysThatPress(view: KioskView): KeysThatPress {
  switch (view.screen) {
    case 'start':
    case 'thanks':
    case 'not-saved':
    case 'help':
    case 'night':
      return 'all';
    case 'step':
      return view.step.kind === 'choice' ? 'all' : 'typeless';
    case 'staff':
      return 'typeless';
    case 'starting':
    case 'set-up':
      return 'none';
  }
}

/** A function key: it types nothing, and moves nothing in what is typed. */
export function isTypeless({ code }: Pick<KeyboardEvent, 'code'>): boolean {
  return /^F\d{1,2}$/.test(code);
}
