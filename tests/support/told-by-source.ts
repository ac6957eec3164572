import type { BoxStatus } from '../../contract/box-status.ts';
import type { BoxPress, BoxReport, ButtonSourceListener } from '../../hardware/button-source.ts';

/** Keeps what a button source tells, and waits for it. */
export type ToldBySource = {
  readonly listener: ButtonSourceListener;
  readonly presses: readonly BoxPress[];
  readonly statuses: readonly BoxStatus[];
  readonly reports: readonly BoxReport[];
  /** Resolves when the condition holds, now or after something more was told. */
  until(condition: () => boolean): Promise<void>;
  /** Resolves when the last status told is of this state. */
  untilState(state: BoxStatus['state']): Promise<void>;
};

export function toldBySource(): ToldBySource {
  const presses: BoxPress[] = [];
  const statuses: BoxStatus[] = [];
  const reports: BoxReport[] = [];
  const waiting = new Set<{ condition: () => boolean; resolve: () => void }>();
  const told = (): void => {
    for (const one of waiting) {
      if (one.condition()) {
        waiting.delete(one);
        one.resolve();
      }
    }
  };
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      waiting.add({ condition, resolve });
      told();
    });
  return {
    listener: {
      onPress: (press) => {
        presses.push(press);
        told();
      },
      onStatus: (status) => {
        statuses.push(status);
        told();
      },
      onReport: (report) => {
        reports.push(report);
        told();
      },
    },
    presses,
    statuses,
    reports,
    until,
    untilState: (state) => until(() => statuses.at(-1)?.state === state),
  };
}
