import { type LineSettings, openSerialLink, type SerialLink } from '../serial-link.ts';
import type { StartTimer } from '../start-timer.ts';
import { findRequests, hearRequest, newVirtualModule, withInput } from './modbus-module.ts';

/** How long a finger stays on a button. */
const PRESS_MS = 80;

export type VirtualModulesListener = {
  /** A terminal asked this unit for its inputs, and was answered. */
  onAsked(unit: number): void;
  onCoil(unit: number, coil: number, on: boolean): void;
  /** The line is gone; the modules do nothing any more. */
  onLost(detail: string): void;
};

/** How a module misbehaves. */
export type ModuleManners = {
  /** Answers nothing. */
  readonly isSilent: boolean;
  readonly answersAfterMs: number;
  /** How many of its next answers get lost. */
  readonly dropsAnswers: number;
  /** How many of its next answers arrive with a wrong byte. */
  readonly spoilsAnswers: number;
};

const GOOD_MANNERS: ModuleManners = {
  isSilent: false,
  answersAfterMs: 0,
  dropsAnswers: 0,
  spoilsAnswers: 0,
};

/** Virtual modules on an open line. Their buttons are numbered through, from 0, in the order of the modules. */
export type RunningVirtualModules = {
  /** Holds the button for a moment. */
  press(button: number): void;
  hold(button: number): void;
  release(button: number): void;
  /** Of one unit, from now on; what is not named stays. */
  behave(unit: number, manners: Partial<ModuleManners>): void;
  /** Puts bytes on the line as they are. */
  sendBytes(bytes: Uint8Array): void;
  /** Whether each coil of a unit is on. */
  coils(unit: number): readonly boolean[];
  /** Resolves when the port is released. */
  stop(): Promise<void>;
};

export type VirtualModulesStart =
  | { readonly ok: true; readonly running: RunningVirtualModules }
  | { readonly ok: false; readonly detail: string };

export type VirtualModulesParts = {
  /** Each with that many buttons, one per input, and that many coils. */
  readonly modules: readonly {
    readonly unit: number;
    readonly buttons: number;
    readonly coils: number;
  }[];
  readonly settings: LineSettings;
  readonly startTimer: StartTimer;
};

/** Opens the modules' end of a serial line and answers on it. */
export function runModbusModules(
  path: string,
  { modules, settings, startTimer }: VirtualModulesParts,
  listener: VirtualModulesListener,
): Promise<VirtualModulesStart> {
  return new Promise((resolve) => {
    const units = modules.map(({ unit, buttons, coils }) => ({
      module: newVirtualModule(unit, buttons, coils),
      manners: GOOD_MANNERS,
    }));
    let pending: Uint8Array = new Uint8Array();
    const timers = new Set<() => void>();

    const later = (delayMs: number, run: () => void): void => {
      const cancel = startTimer(delayMs, () => {
        timers.delete(cancel);
        run();
      });
      timers.add(cancel);
    };

    const cancelTimers = (): void => {
      for (const cancel of timers) {
        cancel();
      }
      timers.clear();
    };

    const set = (button: number, isOn: boolean): void => {
      let input = button;
      for (const each of units) {
        if (input < each.module.inputs.length) {
          each.module = withInput(each.module, input, isOn);
          return;
        }
        input -= each.module.inputs.length;
      }
    };

    const send = (each: (typeof units)[number], answer: Uint8Array): void => {
      const { manners } = each;
      if (manners.isSilent) {
        return;
      }
      if (manners.dropsAnswers > 0) {
        each.manners = { ...manners, dropsAnswers: manners.dropsAnswers - 1 };
        return;
      }
      const sent = Uint8Array.from(answer);
      if (manners.spoilsAnswers > 0) {
        each.manners = { ...manners, spoilsAnswers: manners.spoilsAnswers - 1 };
        sent[sent.length - 1] = (sent.at(-1) ?? 0) ^ 0x01;
      }
      if (manners.answersAfterMs > 0) {
        later(manners.answersAfterMs, () => {
          link.write(sent);
        });
      } else {
        link.write(sent);
      }
    };

    const hear = (request: Uint8Array): void => {
      for (const each of units) {
        const { module, answer, switched } = hearRequest(each.module, request);
        each.module = module;
        if (answer === null) {
          continue;
        }
        send(each, answer);
        if (switched === null) {
          listener.onAsked(module.unit);
        } else {
          listener.onCoil(module.unit, switched.coil, switched.on);
        }
      }
    };

    const link: SerialLink = openSerialLink(path, settings, {
      onOpen: () => {
        resolve({
          ok: true,
          running: {
            press: (button) => {
              set(button, true);
              later(PRESS_MS, () => {
                set(button, false);
              });
            },
            hold: (button) => {
              set(button, true);
            },
            release: (button) => {
              set(button, false);
            },
            behave: (unit, manners) => {
              for (const each of units.filter(({ module }) => module.unit === unit)) {
                each.manners = { ...each.manners, ...manners };
              }
            },
            sendBytes: (bytes) => {
              link.write(bytes);
            },
            coils: (unit) => units.find(({ module }) => module.unit === unit)?.module.coils ?? [],
            stop: () => {
              cancelTimers();
              return link.close();
            },
          },
        });
      },
      onOpenFailed: (detail) => {
        resolve({ ok: false, detail });
      },
      onBytes: (bytes) => {
        const found = findRequests(pending, bytes);
        ({ pending } = found);
        for (const request of found.requests) {
          hear(request);
        }
      },
      onLost: (detail) => {
        cancelTimers();
        listener.onLost(detail);
      },
    });
  });
}
