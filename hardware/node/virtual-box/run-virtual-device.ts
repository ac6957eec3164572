import { type LineSettings, openSerialLink, type SerialLink } from '../serial-link.ts';
import type { StartTimer } from '../start-timer.ts';
import type { DeviceEvent, VirtualDevice } from './virtual-device.ts';

export type VirtualDeviceListener<News> = {
  /** The line is open; what the box is told and what it sends comes after this. */
  onOpen(): void;
  onNews(news: News): void;
  /** The line is gone; the box does nothing any more. */
  onLost(detail: string): void;
};

/** A virtual box on an open line. */
export type RunningVirtualDevice<State, Event> = {
  /** The box as it is now. */
  readonly state: () => State;
  readonly step: (event: DeviceEvent | Event) => void;
  /** Puts bytes on the line as they are. */
  readonly sendBytes: (bytes: Uint8Array) => void;
  /** Resolves when the port is released. */
  stop(): Promise<void>;
};

export type VirtualDeviceStart<State, Event> =
  | { readonly ok: true; readonly running: RunningVirtualDevice<State, Event> }
  | { readonly ok: false; readonly detail: string };

export type VirtualDeviceParts<State, Event, News> = {
  readonly device: VirtualDevice<State, Event, News>;
  readonly settings: LineSettings;
  readonly startTimer: StartTimer;
  /** What has happened to it before it gets power. */
  readonly before: readonly (DeviceEvent | Event)[];
};

/** Opens the box's end of a serial line, starts the box on it and keeps its timers. */
export function runVirtualDevice<State, Event, News>(
  path: string,
  { device, settings, startTimer, before }: VirtualDeviceParts<State, Event, News>,
  listener: VirtualDeviceListener<News>,
): Promise<VirtualDeviceStart<State, Event>> {
  return new Promise((resolve) => {
    let current = device.initial;
    let ended = false;
    const timers = new Set<() => void>();

    const step = (event: DeviceEvent | Event): void => {
      const { state, effects } = device.step(current, event);
      current = state;
      for (const effect of effects) {
        switch (effect.type) {
          case 'send':
            link.write(effect.bytes);
            break;
          case 'later':
            if (!ended) {
              later(effect.delayMs, effect.event);
            }
            break;
          case 'told':
            listener.onNews(effect.news);
            break;
        }
      }
    };

    const later = (delayMs: number, event: Event): void => {
      const cancel = startTimer(delayMs, () => {
        timers.delete(cancel);
        step(event);
      });
      timers.add(cancel);
    };

    const end = (): void => {
      ended = true;
      for (const cancel of timers) {
        cancel();
      }
      timers.clear();
    };

    const link: SerialLink = openSerialLink(path, settings, {
      onOpen: () => {
        listener.onOpen();
        for (const event of before) {
          step(event);
        }
        step({ type: 'started' });
        resolve({
          ok: true,
          running: {
            state: () => current,
            step,
            sendBytes: (bytes) => {
              link.write(bytes);
            },
            stop: () => {
              end();
              return link.close();
            },
          },
        });
      },
      onOpenFailed: (detail) => {
        resolve({ ok: false, detail });
      },
      onBytes: (bytes) => {
        step({ type: 'heard', bytes });
      },
      onLost: (detail) => {
        end();
        listener.onLost(detail);
      },
    });
  });
}
