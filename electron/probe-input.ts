import type { KeyboardInputEvent } from 'electron';
import { PROBE_KEY } from '../contract/probe-key.ts';

/** What main sends with each probe, as {@link PROBE_KEY} says; the lock lets every key go up. */
export const PROBE_INPUT: KeyboardInputEvent = {
  type: 'keyUp',
  keyCode: PROBE_KEY,
  modifiers: ['control', 'alt', 'shift', 'meta'],
};
