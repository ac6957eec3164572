import type { StartTimer } from '../start-timer.ts';
import { byteWords, lineWords } from './box-words.ts';
import { type ChosenBox, lineSettingsOf } from './chosen-box.ts';
import { glimlachDevice } from './glimlach-device.ts';
import { type LineFaultEvent, type LineFaultNews, withLineFaults } from './line-faults.ts';
import { modbusDevice } from './modbus-device.ts';
import {
  runVirtualDevice,
  type VirtualDeviceListener,
  type VirtualDeviceStart,
} from './run-virtual-device.ts';
import type { DeviceEvent, DeviceNews, VirtualDevice } from './virtual-device.ts';
import { wordDevice } from './word-device.ts';

export type ChosenBoxParts = {
  readonly chosen: ChosenBox;
  readonly startTimer: StartTimer;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** What has happened to it before it gets power. */
  readonly before: readonly (DeviceEvent | LineFaultEvent)[];
};

/** Starts a box of any driver behind a line that can be made bad. */
export function runChosenBox(
  path: string,
  { chosen, startTimer, random, before }: ChosenBoxParts,
  listener: VirtualDeviceListener<DeviceNews | LineFaultNews>,
): Promise<VirtualDeviceStart<unknown, LineFaultEvent>> {
  const settings = lineSettingsOf(chosen);
  const run = <State, Event extends { readonly type: string }>(
    device: VirtualDevice<State, Event>,
  ): Promise<VirtualDeviceStart<unknown, LineFaultEvent>> =>
    runVirtualDevice(
      path,
      { device: withLineFaults(device, random), settings, startTimer, before },
      listener,
    );
  switch (chosen.driver) {
    case 'glimlach':
      return run(glimlachDevice(chosen.box));
    case 'line':
      return run(wordDevice(lineWords(chosen.configuration)));
    case 'byte':
      return run(wordDevice(byteWords(chosen.configuration)));
    case 'modbus-rtu':
      return run(modbusDevice(chosen.configuration));
  }
}
