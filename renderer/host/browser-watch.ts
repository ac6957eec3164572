import { TRIAL_MS } from '../../contract/held-configuration.ts';
import type { IpcNotice } from '../../contract/ipc.ts';
import { startTimer } from '../timers.ts';
import type { BrowserConfiguration } from './browser-configuration.ts';

const LOOK_EVERY_MS = 5_000;
const BLANK_LOOKS = 2;

export type BrowserWatchParts = {
  readonly configuration: Pick<BrowserConfiguration, 'stood' | 'leaving'>;
  readonly answer: (probe: number) => Promise<IpcNotice<'painted'>>;
  readonly reload: () => void;
  readonly onLeaving: (listener: () => void) => void;
  readonly onTrouble: (detail: string) => void;
};

/**
 * Where there is no main process the page looks after itself, as far as it can: one that is blank is loaded again, and
 * a new configuration has to stand for a while. A page that hangs or crashed is beyond it.
 */
export function watchBrowserPage(parts: BrowserWatchParts): void {
  let looks = 0;
  let blank = 0;
  let wellForMs = 0;
  let cameDown = false;
  parts.onLeaving(() => {
    if (!cameDown) {
      parts.configuration.leaving();
    }
  });

  async function look(): Promise<void> {
    looks += 1;
    const { screen } = await parts.answer(looks);
    blank = screen === null ? blank + 1 : 0;
    wellForMs = screen === null ? 0 : wellForMs + LOOK_EVERY_MS;
    if (blank >= BLANK_LOOKS) {
      cameDown = true;
      parts.onTrouble('The page is blank; it is loaded again.');
      parts.reload();
      return;
    }
    if (wellForMs >= TRIAL_MS) {
      await parts.configuration.stood();
    }
    lookLater();
  }
  function lookLater(): void {
    startTimer(LOOK_EVERY_MS, () => {
      look().catch((error: unknown) => {
        parts.onTrouble(`The page could not be looked after: ${String(error)}`);
        lookLater();
      });
    });
  }
  lookLater();
}
