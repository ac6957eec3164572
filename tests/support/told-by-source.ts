import type { BoxStatus } from '../../contract/box-status.ts';
import type {
  BoxPress,
  BoxReading,
  BoxReport,
  ButtonSourceListener,
} from '../../hardware/button-source.ts';

/** Keeps what a button source tells, and waits for it. */
export type ToldBySource = {
  readonly listener: ButtonSourceListener;
  readonly presses: readonly BoxPress[];
  /** What was told of the first box, as long as there is one. */
  readonly statuses: readonly BoxStatus[];
  /** Every box, as it was told last. */
  readonly boxes: () => readonly BoxStatus[];
  readonly readings: readonly BoxReading[];
  readonly reports: readonly BoxReport[];
  /** Resolves when the condition holds, now or after something more was told. */
  until(condition: () => boolean): Promise<void>;
  /** Resolves when the last status told is of this state. */
  untilState(state: BoxStatus['state']): Promise<void>;
};

export function toldBySource(): ToldBySource {
  const presses: BoxPress[] = [];
  const statuses: BoxStatus[] = [];
  const readings: BoxReading[] = [];
  const reports: BoxReport[] = [];
  let boxes: readonly BoxStatus[] = [];
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
      onReading: (reading) => {
        readings.push(reading);
        told();
      },
      onStatuses: (next) => {
        boxes = next;
        statuses.push(...next.slice(0, 1));
        told();
      },
      onReport: (report) => {
        reports.push(report);
        told();
      },
    },
    presses,
    statuses,
    boxes: () => boxes,
    readings,
    reports,
    until,
    untilState: (state) => until(() => statuses.at(-1)?.state === state),
  };
}
