import { cp } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { newVirtualBox } from '../../../hardware/node/virtual-box/virtual-box.ts';
import { kioskEnvironment, kioskExecutable } from '../../support/packaged-kiosk.ts';
import { type PluggedBox, plugInBox } from '../../support/plugged-box.ts';
import { openPtyPair } from '../../support/serial-pty.ts';
import { type ElectronWindow, startElectronWindow } from './electron-window.ts';

/** A terminal of its own folder, line and box, whose hub is out of reach. */
export type OfflineTerminal = AsyncDisposable & {
  readonly terminalDir: string;
  readonly box: PluggedBox;
  start(script: string): Promise<ElectronWindow>;
  /** Resolves when the terminal that was started last hears its box. */
  untilBoxIsHeard(): Promise<void>;
};

/** Busy machines start slowly. */
const HEARD_WITHIN_MS = 30_000;

/** @param terminalDir an enrolled terminal's, which is copied and stays as it is. */
export async function copyTerminal(
  terminalDir: string,
  copyDir: string,
  hubUrl: string,
): Promise<OfflineTerminal> {
  await cp(terminalDir, copyDir, { recursive: true });
  const serial = await openPtyPair();
  const box = await plugInBox(serial.boxPath, newVirtualBox('GB-TEST', 1, 3));
  let greetingsBefore = 0;
  return {
    terminalDir: copyDir,
    box,
    start(script) {
      greetingsBefore = box.greetings();
      return startElectronWindow({
        executable: kioskExecutable,
        env: kioskEnvironment({
          terminalDir: copyDir,
          hubUrl,
          serialPath: serial.terminalPath,
        }),
        script,
      });
    },
    untilBoxIsHeard: () =>
      expect
        .poll(() => box.greetings(), { timeout: HEARD_WITHIN_MS })
        .toBeGreaterThan(greetingsBefore),
    async [Symbol.asyncDispose]() {
      await box.unplug();
      await serial.close();
    },
  };
}
