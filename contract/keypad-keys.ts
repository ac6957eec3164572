import { z } from 'zod';

/** A `KeyboardEvent.code`, such as `F13`, `Numpad7` or `KeyG`: the key's place, whatever it types on this layout. */
const KeyCode = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9]{0,30}$/, 'must be a key code such as Numpad7 or F13');

/** Which key of a USB keypad is which button, by its index. Apart from the boxes, because the page loads this. */
export const KeypadKeys = z.record(KeyCode, z.int().min(0).max(31));
export type KeypadKeys = z.infer<typeof KeypadKeys>;
