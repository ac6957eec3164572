import type { ButtonTrouble } from '../../contract/box-status.ts';
import type { BoxReport } from '../button-source.ts';

/** One report for each trouble that was not there before. */
export function reportsOfNewTroubles(
  boxId: string,
  before: readonly ButtonTrouble[],
  now: readonly ButtonTrouble[],
): readonly BoxReport[] {
  return now
    .filter(({ button, kind }) => !before.some((one) => one.button === button && one.kind === kind))
    .map(({ button, kind }) => {
      const what = kind === 'stuck' ? 'is stuck' : 'chatters';
      return {
        kind: 'button-trouble',
        button,
        detail: `Button ${button} of box ${boxId} ${what}; check the button and its wires.`,
      };
    });
}
