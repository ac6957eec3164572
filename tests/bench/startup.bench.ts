import path from 'node:path';
import { kioskEnvironment } from '../support/packaged-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Bench } from './bench.ts';
import { BARE_BUTTON, BARE_TOUCHABLE, makeBareApplication } from './kiosk/bare-application.ts';
import { startElectronWindow } from './kiosk/electron-window.ts';
import { firstThanksMs, firstTouchMs, firstTouchScript } from './kiosk/first-touch.ts';
import { KIOSK_TOUCHABLE } from './kiosk/kiosk-touchable.ts';
import { openShop } from './kiosk/shop.ts';
import { median } from './spread.ts';

const ROUNDS = 11;

/**
 * From the spawn of the packaged terminal — enrolled, configured, its box plugged in, its hub there — until its first
 * smiley shows that it answers a touch, over the same of a window with one button and nothing else. Besides, until that
 * touch is thanked for.
 */
export const bench: Bench = {
  needs: 'kiosk',
  async run(say) {
    await using shop = await openShop();
    const folder = await temporaryFolder('bare');
    try {
      const bare = await makeBareApplication(folder.path, BARE_BUTTON);
      const bareMs = async (): Promise<number> => {
        await using window = await startElectronWindow({
          executable: bare,
          env: kioskEnvironment({ terminalDir: folder.path }),
          switches: [`--user-data-dir=${path.join(folder.path, 'profile')}`],
          script: firstTouchScript(BARE_TOUCHABLE),
        });
        // Awaited here: on return the window is ended.
        return await firstTouchMs(window, BARE_TOUCHABLE);
      };
      const terminalMs = async (): Promise<{ touchMs: number; thanksMs: number }> => {
        await using window = await shop.startTerminal(firstTouchScript(KIOSK_TOUCHABLE));
        const touchMs = await firstTouchMs(window, KIOSK_TOUCHABLE);
        return { touchMs, thanksMs: await firstThanksMs(window) };
      };

      // The first start of each fills the caches that every later one finds.
      await bareMs();
      await terminalMs();
      const bareAllMs: number[] = [];
      const terminalAllMs: number[] = [];
      const thanksAllMs: number[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        bareAllMs.push(await bareMs());
        const { touchMs, thanksMs } = await terminalMs();
        terminalAllMs.push(touchMs);
        thanksAllMs.push(thanksMs);
        say(
          `round ${round}: bare ${bareAllMs.at(-1)?.toFixed(0)} ms, terminal ${terminalAllMs.at(-1)?.toFixed(0)} ms`,
        );
      }
      const startMs = median(terminalAllMs);
      const emptyMs = median(bareAllMs);
      return {
        figures: { startMs, emptyMs, toThanksMs: median(thanksAllMs), rounds: ROUNDS },
        ratios: { overEmpty: startMs / emptyMs },
      };
    } finally {
      await folder.remove();
    }
  },
};
