import type { Input, KeyboardInputEvent } from 'electron';
import { PROBE_KEY } from '../contract/probe-key.ts';

/** What main sends with each probe, as {@link PROBE_KEY} says. */
export const PROBE_INPUT: KeyboardInputEvent = {
  type: 'keyUp',
  keyCode: PROBE_KEY,
  modifiers: ['control', 'alt', 'shift', 'meta'],
};

/** Whether an input on its way to the page is that of a probe: the lock lets it through. */
export function isProbeInput(
  input: Pick<Input, 'type' | 'key' | 'control' | 'alt' | 'shift' | 'meta'>,
): boolean {
  return (
    input.type === 'keyUp' &&
    input.key === PROBE_KEY &&
    input.control &&
    input.alt &&
    input.shift &&
    input.meta
  );
}
