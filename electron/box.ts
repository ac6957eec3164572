import type { BoxStatus } from '../contract/box-status.ts';
import type { BoxPress, ButtonSource } from '../hardware/button-source.ts';
import type { Log } from './log.ts';

const LAMP_MS = 400;

export type BoxParts = {
  /** Null when no port is configured. */
  readonly source: ButtonSource | null;
  readonly log: Log;
  readonly onPress: (press: BoxPress) => void;
  readonly onStatus: (status: BoxStatus) => void;
};

/** The button box, or that there is none. */
export type Box = {
  /** Starts listening; nothing is heard before. */
  start(): void;
  status(): BoxStatus;
  /** Short light in the button: the press was taken. */
  light(button: number): void;
  /** When it resolves, nothing is heard any more. */
  stop(): Promise<void>;
};

export function createBox({ source, log, onPress, onStatus }: BoxParts): Box {
  let status: BoxStatus =
    source === null ? { state: 'none' } : { state: 'searching', detail: 'Not opened yet.' };
  return {
    start() {
      source?.start({
        onPress,
        onStatus(next) {
          status = next;
          log.info('box-status', { ...next });
          onStatus(next);
        },
        onReport: ({ kind, detail }) => log.warn('box-report', { kind, detail }),
      });
    },
    status: () => status,
    light: (button) => source?.signal({ kind: 'lamp', button, durationMs: LAMP_MS }),
    stop: () => source?.stop() ?? Promise.resolve(),
  };
}
