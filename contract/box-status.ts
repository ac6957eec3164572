import { z } from 'zod';

/** How a button box is spoken with. */
export const BoxDriver = z.enum(['glimlach', 'line', 'byte', 'modbus-rtu']);
export type BoxDriver = z.infer<typeof BoxDriver>;

/** Something wrong with one button; it goes on counting nothing until that is over. */
export const ButtonTrouble = z.strictObject({
  /** Button index, from 0. */
  button: z.int().min(0).max(31),
  kind: z.enum([
    /** Held down for longer than anybody presses. */
    'stuck',
    /** Closing and opening faster than anybody presses. */
    'chatter',
  ]),
});
export type ButtonTrouble = z.infer<typeof ButtonTrouble>;

/** A button box as the terminal sees it. */
export const BoxStatus = z.discriminatedUnion('state', [
  /** Looking for a box: no port fits, it cannot be opened, or nothing that speaks the protocol answered yet. */
  z.strictObject({ state: z.literal('searching'), detail: z.string().max(300) }),
  z.strictObject({
    state: z.literal('live'),
    boxId: z.string().min(1).max(64),
    driver: BoxDriver,
    /** As the box told it; null where boxes of this kind do not. */
    firmware: z.string().max(40).nullable(),
    path: z.string().max(300),
    troubles: z.array(ButtonTrouble).max(64),
  }),
  /** Nothing is heard of it although the port did not report an unplug. */
  z.strictObject({
    state: z.literal('stale'),
    boxId: z.string().min(1).max(64),
    path: z.string().max(300),
  }),
]);
export type BoxStatus = z.infer<typeof BoxStatus>;

/** Most boxes of one terminal that anybody is told of. */
export const MAX_BOXES = 8;

/** Every box of a terminal; empty when none is configured. */
export const BoxStatuses = z.array(BoxStatus).max(MAX_BOXES);
