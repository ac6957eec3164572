import type { Touchable } from './first-touch.ts';

/** The first smiley of the start screen, and how it shows that a finger is on it. */
export const KIOSK_TOUCHABLE: Touchable = {
  target: '[data-screen=start] .face-button',
  answered: '.face-button[data-down], .face-button[data-chosen=true]',
};
