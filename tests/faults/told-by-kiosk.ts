import { z } from 'zod';

/** What stands before everything the harness has the kiosk's main process say. */
export const TOLD = 'faults-told ';

const Told = z.discriminatedUnion('what', [
  /** A thank-you for this press was on the screen. */
  z.object({ what: z.literal('thanked'), pressId: z.string() }),
  /** A page came up in this process. */
  z.object({ what: z.literal('page'), pid: z.int() }),
]);
export type Told = z.infer<typeof Told>;

/** Cuts what a process writes into lines, and hands on those the harness has it say. */
export function hearTold(listener: (told: Told) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const at = line.indexOf(TOLD);
      if (at >= 0) {
        listener(Told.parse(JSON.parse(line.slice(at + TOLD.length))));
      }
    }
  };
}
