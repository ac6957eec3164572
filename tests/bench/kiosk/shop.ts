import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type Journey, startJourney } from '../../support/journey.ts';
import { kioskEnvironment, kioskExecutable } from '../../support/packaged-kiosk.ts';
import { type ElectronWindow, startElectronWindow } from './electron-window.ts';
import { firstTouchScript } from './first-touch.ts';
import { KIOSK_TOUCHABLE } from './kiosk-touchable.ts';

/** The whole product in one place — hub, database, line, box — with a terminal that is enrolled and configured. */
export type Shop = AsyncDisposable & {
  readonly journey: Journey;
  /** Starts the packaged terminal with everything it has; only the page's script is the bench's. */
  startTerminal(script: string, switches?: readonly string[]): Promise<ElectronWindow>;
  /** Resolves when the terminal that was started last hears its box. */
  untilBoxIsHeard(): Promise<void>;
};

/** Busy machines start slowly. */
const HEARD_WITHIN_MS = 30_000;

export async function openShop(): Promise<Shop> {
  const journey = await startJourney();
  let greetingsBefore = 0;
  const shop: Shop = {
    journey,
    startTerminal(script, switches = []) {
      greetingsBefore = journey.box.greetings();
      return startElectronWindow({
        executable: kioskExecutable,
        env: kioskEnvironment({
          terminalDir: journey.terminalDir,
          hubUrl: journey.hubUrl,
          enrolmentKey: journey.hub().demo.enrolmentKey,
          serialPath: journey.serial.terminalPath,
        }),
        script,
        switches,
      });
    },
    untilBoxIsHeard: () =>
      expect
        .poll(() => journey.box.greetings(), { timeout: HEARD_WITHIN_MS })
        .toBeGreaterThan(greetingsBefore),
    [Symbol.asyncDispose]: () => journey[Symbol.asyncDispose](),
  };
  try {
    await using enrolling = await shop.startTerminal(firstTouchScript(KIOSK_TOUCHABLE));
    await enrolling.nextTold();
    // It shows its faces before what it was configured with is on disk.
    await expect
      .poll(
        () => readFile(path.join(journey.terminalDir, 'terminal.json'), 'utf8').catch(() => ''),
        {
          timeout: HEARD_WITHIN_MS,
        },
      )
      .toContain('"touchpoint"');
  } catch (error) {
    await journey[Symbol.asyncDispose]();
    throw error;
  }
  return shop;
}
