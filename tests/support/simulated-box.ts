import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildFirmware, buildSimulator } from '../../build/firmware-programs.ts';

/** The firmware of the button box on a simulated board with six buttons, in step with real time. */
export type SimulatedBox = AsyncDisposable & {
  /** Its serial port. */
  readonly path: string;
  /**
   * What the board did, oldest first: `lamp 0 on`, `buzzer off`, `beacon on`, `started` after each reset and
   * `bounced 3` when a bounce is over.
   */
  readonly told: readonly string[];
  /** Resolves when the board has told this line so often; rejects when the board ends before. */
  until(line: string, times?: number): Promise<void>;
  press(button: number, durationMs: number): void;
  /** A press by a worn contact, which bounces at both ends. */
  bounce(button: number, durationMs: number): void;
  hold(button: number): void;
  release(button: number): void;
  /** Pulls the reset line; what is in the EEPROM stays. */
  reset(): void;
  /** Takes its power away, keeping the EEPROM in its file; resolves when its process is gone. May be called twice. */
  readonly unplug: () => Promise<void>;
};

/**
 * Compiles firmware and board, unless that was done before, and gives the box power.
 *
 * @param eepromFile where the EEPROM is read from, if it is there, and kept; without it begins erased.
 * @throws Error with what is missing or what the simulator says.
 */
export async function startSimulatedBox(eepromFile?: string): Promise<SimulatedBox> {
  const [simulator, firmware] = [await buildSimulator(), await buildFirmware()];
  const child = spawn(simulator, [firmware, ...(eepromFile === undefined ? [] : [eepromFile])]);
  const closed = once(child, 'close');
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  // A command for a board that ended just now is lost with it; `until` says so.
  child.stdin.on('error', () => undefined);

  const told: string[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  const wake = (): void => {
    for (const look of waiting) {
      look();
    }
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    told.push(line);
    wake();
  });
  child.once('close', () => {
    ended = true;
    wake();
  });

  const untilTold = (matches: (line: string) => boolean, times: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = told.filter(matches)[times - 1];
        if (found !== undefined) {
          waiting.delete(look);
          resolve(found);
        } else if (ended) {
          waiting.delete(look);
          reject(new Error(`The simulated box has ended: ${said}`));
        }
      };
      waiting.add(look);
      look();
    });
  const command = (line: string): void => {
    child.stdin.write(`${line}\n`);
  };
  const unplug = async (): Promise<void> => {
    child.stdin.end();
    await closed;
  };

  const pty = await untilTold((line) => line.startsWith('pty '), 1);
  return {
    path: pty.slice('pty '.length),
    told,
    until: async (line, times = 1) => {
      await untilTold((each) => each === line, times);
    },
    press: (button, durationMs) => {
      command(`press ${button} ${durationMs}`);
    },
    bounce: (button, durationMs) => {
      command(`bounce ${button} ${durationMs}`);
    },
    hold: (button) => {
      command(`hold ${button}`);
    },
    release: (button) => {
      command(`release ${button}`);
    },
    reset: () => {
      command('reset');
    },
    unplug,
    [Symbol.asyncDispose]: unplug,
  };
}
