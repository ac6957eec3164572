import type { PluggedBox } from '../../support/plugged-box.ts';
import type { ElectronWindow } from './electron-window.ts';
import { type StoreSigns, besideStores } from './store-signs.ts';

/** How many presses are on their way at once: more than a terminal ever meets, few enough that none is lost. */
const UNDER_WAY = 32;
const TELL_EVERY = 8;
/** Of so many presses one is negative; the others alternate, since a second tap on the same face is no new press. */
const ONE_NEGATIVE_IN = 20;

/** A script for the kiosk's page: tells how many presses both stores have kept, every so many presses. */
export const keptCountScript = besideStores(`(${countKept.toString()})(${TELL_EVERY});`);

/** Presses the box as fast as the terminal keeps up, which shows in `keptCountScript`. */
export async function streamPresses(
  window: ElectronWindow,
  box: PluggedBox,
  count: number,
): Promise<void> {
  let kept = 0;
  for (let made = 0; made < count; made += 1) {
    while (made - kept >= UNDER_WAY) {
      await window.nextTold();
      kept += TELL_EVERY;
    }
    box.press(made % ONE_NEGATIVE_IN === 0 ? 2 : made % 2);
  }
  while (count - kept >= TELL_EVERY) {
    await window.nextTold();
    kept += TELL_EVERY;
  }
}

function countKept(tellEvery: number): void {
  const page = window as unknown as { benchTell(text: string): void } & Partial<StoreSigns>;
  const kept = { journal: 0, outbox: 0 };
  let told = 0;
  page.benchSigns?.listeners.push(({ what }) => {
    if (what !== 'told') {
      kept[what] += 1;
    }
    while (Math.min(kept.journal, kept.outbox) - told >= tellEvery) {
      told += tellEvery;
      page.benchTell(String(told));
    }
  });
}
