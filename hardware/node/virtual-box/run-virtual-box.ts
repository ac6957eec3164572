import { decodeFrames, NOTHING_PENDING } from '../../protocol/frame-decoder.ts';
import { decodeHostMessage } from '../../protocol/messages.ts';
import { GLIMLACH_LINE, openSerialLink, type SerialLink } from '../serial-link.ts';
import type { StartTimer } from '../start-timer.ts';
import { stepVirtualBox, type VirtualBox, type VirtualBoxEvent } from './virtual-box.ts';

const HEARTBEAT_MS = 1_000;

export type VirtualBoxListener = {
  onLamp(button: number, durationMs: number): void;
  onBuzzer(durationMs: number): void;
  onBeacon(durationMs: number): void;
  /** A host asked who is there, and was told: what the box sends from now on reaches a listener that knows it. */
  onGreeted(): void;
  /** The box heard something that is not a message for it. */
  onUnreadable(detail: string): void;
  /** The line is gone; the box does nothing any more. */
  onLost(detail: string): void;
};

/** A virtual box on an open line, with its heartbeat running. */
export type RunningVirtualBox = {
  /** The box as it is now. */
  readonly box: () => VirtualBox;
  readonly step: (event: VirtualBoxEvent) => void;
  /** Puts bytes on the line as they are. */
  readonly sendBytes: (bytes: Uint8Array) => void;
  /** Resolves when the port is released. */
  stop(): Promise<void>;
};

export type VirtualBoxStart =
  | { readonly ok: true; readonly running: RunningVirtualBox }
  | { readonly ok: false; readonly detail: string };

/** Opens the box's end of a serial line, starts the box on it and keeps its heartbeat. */
export function runVirtualBox(
  path: string,
  box: VirtualBox,
  startTimer: StartTimer,
  listener: VirtualBoxListener,
): Promise<VirtualBoxStart> {
  return new Promise((resolve) => {
    let current = box;
    let pending = NOTHING_PENDING;
    let cancelHeartbeat: (() => void) | undefined;

    const step = (event: VirtualBoxEvent): void => {
      const next = stepVirtualBox(current, event);
      current = next.box;
      for (const effect of next.effects) {
        switch (effect.type) {
          case 'send':
            link.write(effect.bytes);
            break;
          case 'lamp':
            listener.onLamp(effect.button, effect.durationMs);
            break;
          case 'buzzer':
            listener.onBuzzer(effect.durationMs);
            break;
          case 'beacon':
            listener.onBeacon(effect.durationMs);
            break;
        }
      }
    };

    const keepHeartbeat = (): void => {
      cancelHeartbeat = startTimer(HEARTBEAT_MS, () => {
        step({ type: 'heartbeat-due' });
        keepHeartbeat();
      });
    };

    const link: SerialLink = openSerialLink(path, GLIMLACH_LINE, {
      onOpen: () => {
        step({ type: 'started' });
        keepHeartbeat();
        resolve({
          ok: true,
          running: {
            box: () => current,
            step,
            sendBytes: (bytes) => {
              link.write(bytes);
            },
            stop: () => {
              cancelHeartbeat?.();
              return link.close();
            },
          },
        });
      },
      onOpenFailed: (detail) => {
        resolve({ ok: false, detail });
      },
      onBytes: (bytes) => {
        const decoded = decodeFrames(pending, bytes);
        pending = decoded.pending;
        for (const result of decoded.frames) {
          if (!result.ok) {
            listener.onUnreadable(`Bytes on the line are not a frame: ${result.reason}.`);
            continue;
          }
          const message = decodeHostMessage(result.frame);
          if (message.kind === 'unreadable') {
            listener.onUnreadable(message.detail);
          } else {
            step({ type: 'heard', message });
            if (message.kind === 'hello-request') {
              listener.onGreeted();
            }
          }
        }
      },
      onLost: (detail) => {
        cancelHeartbeat?.();
        listener.onLost(detail);
      },
    });
  });
}
