import { startProcessTimer, type StartTimer } from '../../hardware/node/start-timer.ts';
import { GLIMLACH_LINE } from '../../hardware/node/serial-link.ts';
import { glimlachDevice } from '../../hardware/node/virtual-box/glimlach-device.ts';
import { runVirtualDevice } from '../../hardware/node/virtual-box/run-virtual-device.ts';
import {
  newVirtualBox,
  type VirtualBox,
  type VirtualBoxEvent,
} from '../../hardware/node/virtual-box/virtual-box.ts';

/** A three-button box with its heartbeat running, on the box's end of a serial line. */
export type PluggedBox = AsyncDisposable & {
  readonly box: () => VirtualBox;
  press(button: number): void;
  readonly step: (event: VirtualBoxEvent) => void;
  /** Puts bytes on the line as they are: noise, or frames of the test's own. */
  readonly sendBytes: (bytes: Uint8Array) => void;
  /** How often a terminal asked who is there and was told; a press after that is heard as it happens. */
  readonly greetings: () => number;
  /** What it was told to do, oldest first. */
  readonly signals: readonly BoxSignalHeard[];
  /** Resolves with the next lamp or buzzer command. */
  nextSignal(): Promise<BoxSignalHeard>;
  /** Unplugs the box only; resolves when its end is released. May be called twice. */
  readonly unplug: () => Promise<void>;
};

export type BoxSignalHeard =
  | { readonly kind: 'lamp'; readonly button: number; readonly durationMs: number }
  | { readonly kind: 'buzzer' | 'beacon'; readonly durationMs: number };

/**
 * Starts a box on an end of a line, as `npm run box` does.
 * @throws Error when the end cannot be opened.
 */
export async function plugInBox(
  boxPath: string,
  box: VirtualBox = newVirtualBox('GB-TEST', 1, 3),
  startTimer: StartTimer = startProcessTimer,
): Promise<PluggedBox> {
  let greetings = 0;
  const signals: BoxSignalHeard[] = [];
  const waiting: ((signal: BoxSignalHeard) => void)[] = [];
  const hear = (signal: BoxSignalHeard): void => {
    signals.push(signal);
    for (const resolve of waiting.splice(0)) {
      resolve(signal);
    }
  };
  const started = await runVirtualDevice(
    boxPath,
    { device: glimlachDevice(box), settings: GLIMLACH_LINE, startTimer, before: [] },
    {
      onOpen: () => undefined,
      onNews: (news) => {
        switch (news.kind) {
          case 'greeted':
            greetings += 1;
            break;
          case 'lamp':
          case 'buzzer':
          case 'beacon':
            hear(news);
            break;
          default:
        }
      },
      onLost: () => undefined,
    },
  );
  if (!started.ok) {
    throw new Error(`The box's end ${boxPath} cannot be opened: ${started.detail}`);
  }
  const { running } = started;
  const unplug = (): Promise<void> => running.stop();
  return {
    box: () => running.state().box,
    press: (button) => {
      running.step({ type: 'pressed', button });
    },
    step: (event) => {
      running.step({ type: 'box', event });
    },
    sendBytes: running.sendBytes,
    greetings: () => greetings,
    signals,
    nextSignal: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
      }),
    unplug,
    [Symbol.asyncDispose]: unplug,
  };
}
