import type { ModbusBoxConfiguration } from '../../contract/box-configuration.ts';
import { startProcessTimer } from '../../hardware/node/start-timer.ts';
import { lineSettingsOf } from '../../hardware/node/virtual-box/chosen-box.ts';
import { modbusDevice } from '../../hardware/node/virtual-box/modbus-device.ts';
import { runVirtualDevice } from '../../hardware/node/virtual-box/run-virtual-device.ts';
import { type ModuleManners, withModuleManners } from './module-manners.ts';

/** Virtual Modbus modules on the box's end of a serial line. */
export type PluggedModules = {
  /** Holds the button for a moment. */
  press(button: number): void;
  /** Until it is released; a button that is down already stays down. */
  hold(button: number): void;
  release(button: number): void;
  /** Of one unit, from now on; what is not named stays. */
  behave(unit: number, manners: Partial<ModuleManners>): void;
  /** Whether each coil of a unit is on. */
  coils(unit: number): readonly boolean[];
  /**
   * Every time a terminal switched something, oldest first: `coil 1 of unit 2 on`. What it wrote again because an answer
   * was late is there once.
   */
  readonly switched: readonly string[];
  untilSwitched(count: number): Promise<void>;
  /** Resolves when the unit was asked, and answered, that many times more. */
  untilAsked(unit: number, times: number): Promise<void>;
  /** Resolves when it was asked twice more: what was so before is known by then. */
  known(unit: number): Promise<void>;
  /** Resolves when the box's end is released. */
  readonly unplug: () => Promise<void>;
};

/**
 * Starts modules with the inputs and coils of a configuration on an end of a line, as `npm run box` does.
 * @throws Error when the end cannot be opened.
 */
export async function plugInModules(
  boxPath: string,
  configuration: ModbusBoxConfiguration,
): Promise<PluggedModules> {
  const switched: string[] = [];
  const isOn = new Map<string, boolean>();
  const asks = new Map<number, number>();
  const asksOf = (unit: number): number => asks.get(unit) ?? 0;
  const waiting = new Set<{ readonly isOver: () => boolean; readonly resolve: () => void }>();
  const settle = (): void => {
    for (const one of waiting) {
      if (one.isOver()) {
        waiting.delete(one);
        one.resolve();
      }
    }
  };
  const until = (isOver: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      waiting.add({ isOver, resolve });
      settle();
    });
  const untilAsked = (unit: number, times: number): Promise<void> => {
    const asksThen = asksOf(unit) + times;
    return until(() => asksOf(unit) >= asksThen);
  };

  const started = await runVirtualDevice(
    boxPath,
    {
      device: withModuleManners(modbusDevice(configuration)),
      settings: lineSettingsOf({ driver: configuration.driver, configuration }),
      startTimer: startProcessTimer,
      before: [],
    },
    {
      onOpen: () => undefined,
      onNews: (news) => {
        if (news.kind === 'asked') {
          asks.set(news.unit, asksOf(news.unit) + 1);
        } else if (news.kind === 'switched' && isOn.get(news.output) !== news.on) {
          isOn.set(news.output, news.on);
          switched.push(`${news.output} ${news.on ? 'on' : 'off'}`);
        }
        settle();
      },
      onLost: () => undefined,
    },
  );
  if (!started.ok) {
    throw new Error(`The modules' end ${boxPath} cannot be opened: ${started.detail}`);
  }
  const { running } = started;
  const toggleHoldWhen = (isDown: boolean, button: number): void => {
    if (running.state().device.down.has(button) === isDown) {
      running.step({ type: 'hold-toggled', button });
    }
  };
  return {
    press: (button) => {
      running.step({ type: 'pressed', button });
    },
    hold: (button) => {
      toggleHoldWhen(false, button);
    },
    release: (button) => {
      toggleHoldWhen(true, button);
    },
    behave: (unit, manners) => {
      running.step({ type: 'behave', unit, manners });
    },
    coils: (unit) =>
      running.state().device.modules.find((module) => module.unit === unit)?.coils ?? [],
    switched,
    untilSwitched: (count) => until(() => switched.length >= count),
    untilAsked,
    known: (unit) => untilAsked(unit, 2),
    unplug: () => running.stop(),
  };
}
