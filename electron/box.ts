import type { BoxStatus } from '../contract/box-status.ts';
import { MAX_BOXES } from '../contract/box-status.ts';
import type { BoxPress, BoxReading, BoxSignal, ButtonSource } from '../hardware/button-source.ts';
import type { Log } from './log.ts';

const LAMP_MS = 400;

export type BoxParts = {
  /** Null when no box is configured. */
  readonly source: ButtonSource | null;
  readonly log: Log;
  readonly onPress: (press: BoxPress) => void;
  readonly onReading: (reading: BoxReading) => void;
  readonly onStatuses: (statuses: readonly BoxStatus[]) => void;
};

/** The button boxes of a terminal, or that there is none. */
export type Box = {
  /** Starts listening; nothing is heard before. */
  start(): void;
  /** Of every box, at most `MAX_BOXES`. */
  statuses(): readonly BoxStatus[];
  /** Short light in the button: the press was taken. */
  light(boxId: string, button: number): void;
  /** Best effort; true when it was said to a box that has such an output. */
  readonly signal: (signal: BoxSignal) => boolean;
  /** When it resolves, nothing is heard any more. */
  stop(): Promise<void>;
};

function rank({ state }: BoxStatus): number {
  return state === 'searching' ? 1 : 0;
}

function fieldsOf(status: BoxStatus): Record<string, string | null> {
  if (status.state !== 'live') {
    return status;
  }
  const { troubles, ...fields } = status;
  return {
    ...fields,
    troubles: troubles.map(({ button, kind }) => `button ${button}: ${kind}`).join(', '),
  };
}

export function createBox({ source, log, onPress, onReading, onStatuses }: BoxParts): Box {
  let statuses: readonly BoxStatus[] =
    source === null ? [] : [{ state: 'searching', detail: 'Not opened yet.' }];
  const signal = (wanted: BoxSignal): boolean => source?.signal(wanted) ?? false;
  return {
    start() {
      source?.start({
        onPress,
        onReading,
        onStatuses(next) {
          // What is there comes first, should there be too many.
          statuses = next.toSorted((a, b) => rank(a) - rank(b)).slice(0, MAX_BOXES);
          for (const status of statuses) {
            log.info('box-status', fieldsOf(status));
          }
          onStatuses(statuses);
        },
        onReport: ({ kind, detail }) => log.warn('box-report', { kind, detail }),
      });
    },
    statuses: () => statuses,
    light(boxId, button) {
      signal({ kind: 'lamp', boxId, button, durationMs: LAMP_MS });
    },
    signal,
    stop: () => source?.stop() ?? Promise.resolve(),
  };
}
