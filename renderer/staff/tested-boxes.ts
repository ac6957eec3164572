import type { BoxStatus } from '../../contract/box-status.ts';
import type { BoxTestPress } from '../../contract/staff-ipc.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { TestedBox } from './acceptance/findings.ts';

/** How often each button was pressed in this test, by box and button. */
export type PressCounts = ReadonlyMap<string, number>;

export function pressKey({ boxId, button }: BoxTestPress): string {
  return `${boxId} ${button}`;
}

export function withPress(counts: PressCounts, press: BoxTestPress): PressCounts {
  const key = pressKey(press);
  return new Map(counts).set(key, (counts.get(key) ?? 0) + 1);
}

/** The boxes that are there, each with the buttons that have a meaning and those that were pressed beside them. */
export function testedBoxes(
  statuses: readonly BoxStatus[],
  buttons: TerminalConfiguration['buttons'],
  counts: PressCounts,
): readonly TestedBox[] {
  return statuses.flatMap((status) =>
    status.state === 'searching'
      ? []
      : [
          {
            boxId: status.boxId,
            buttons: Object.entries(buttons).map(([index, meaning]) => ({
              button: Number(index),
              meaning,
              pressed: counts.has(pressKey({ boxId: status.boxId, button: Number(index) })),
            })),
          },
        ],
  );
}
