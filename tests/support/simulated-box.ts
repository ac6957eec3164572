import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildFirmware, buildSimulator } from '../../build/firmware-programs.ts';

/** A frame the firmware sent. */
export type SentFrame = {
  /** Of its message. */
  readonly type: number;
  /** When its first byte was given to the UART, in cycles since the chip has power; 16,000 are a millisecond. */
  readonly atCycle: number;
  /** How long that was after the last byte of the host had come in. */
  readonly afterHeardCycles: number;
};

/** The firmware of the button box on a simulated board with six buttons, in step with real time. */
export type SimulatedBox = AsyncDisposable & {
  /** Its serial port. */
  readonly path: string;
  /** What its outputs did, oldest first: `lamp 0 on`, `buzzer off`, `beacon on`. */
  readonly outputs: readonly string[];
  /** What it sent, oldest first. */
  readonly sent: readonly SentFrame[];
  /** For how many cycles the program had run at each reset; 0 for the first start. */
  readonly starts: readonly number[];
  /** Resolves when the condition holds, now or after the board told something more; rejects when the board ends before. */
  until(condition: () => boolean): Promise<void>;
  /** Closes the contact for so long; resolves when it is over. */
  press(button: number, durationMs: number): Promise<void>;
  /** A press by a worn contact, which bounces at both ends. */
  bounce(button: number, durationMs: number): Promise<void>;
  /** Disturbs the lead of a button with sparks of 5 µs. */
  spark(button: number, durationMs: number): Promise<void>;
  hold(button: number): void;
  release(button: number): void;
  /** Lets so much of the board's time pass without waiting for it. Not over a reset. */
  hurry(ms: number): Promise<void>;
  /** A byte of the chip's data space, where its registers are. */
  peek(address: number): Promise<number>;
  /** The program gets stuck. */
  hang(): void;
  /** Pulls the reset line and lets go of the buttons; what is in the EEPROM stays. */
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

  const lines: string[] = [];
  const outputs: string[] = [];
  const sent: SentFrame[] = [];
  const starts: number[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  const wake = (): void => {
    for (const look of waiting) {
      look();
    }
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [kind = '', first = '', at, after] = line.split(' ');
    if (kind === 'sent') {
      sent.push({
        type: Number.parseInt(first, 16),
        atCycle: Number(at),
        afterHeardCycles: Number(after),
      });
    } else if (kind === 'started') {
      starts.push(Number(first));
    } else if (/^(lamp|buzzer|beacon)$/.test(kind)) {
      outputs.push(line);
    } else {
      lines.push(line);
    }
    wake();
  });
  child.once('close', () => {
    ended = true;
    wake();
  });

  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (condition()) {
          waiting.delete(look);
          resolve();
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
  /** The rest of the next line that begins so. */
  const answer = async (beginning: string): Promise<string> => {
    const before = lines.length;
    const answerAt = (): number =>
      lines.findIndex((line, index) => index >= before && line.startsWith(beginning));
    await until(() => answerAt() >= 0);
    return (lines[answerAt()] ?? '').slice(beginning.length);
  };
  const answered = async (line: string, beginning: string): Promise<string> => {
    const told = answer(beginning);
    command(line);
    return told;
  };
  const unplug = async (): Promise<void> => {
    child.stdin.end();
    await closed;
  };

  await until(() => starts.length > 0);
  return {
    path: (lines[0] ?? '').slice('pty '.length),
    outputs,
    sent,
    starts,
    until,
    press: async (button, durationMs) => {
      await answered(`press ${button} ${durationMs}`, `pressed ${button}`);
    },
    bounce: async (button, durationMs) => {
      await answered(`bounce ${button} ${durationMs}`, `pressed ${button}`);
    },
    spark: async (button, durationMs) => {
      await answered(`spark ${button} ${durationMs}`, `sparked ${button}`);
    },
    hold: (button) => {
      command(`hold ${button}`);
    },
    release: (button) => {
      command(`release ${button}`);
    },
    hurry: async (ms) => {
      await answered(`hurry ${ms}`, 'hurried');
    },
    peek: async (address) => {
      const at = address.toString(16);
      return Number.parseInt(await answered(`peek ${at}`, `peek ${at} `), 16);
    },
    hang: () => {
      command('hang');
    },
    reset: () => {
      command('reset');
    },
    unplug,
    [Symbol.asyncDispose]: unplug,
  };
}
