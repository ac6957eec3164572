import { spawnSync } from 'node:child_process';
import { buildCoreHarness } from '../../../../build/firmware-programs.ts';
import { decodeFrames, NOTHING_PENDING } from '../../../../hardware/protocol/frame-decoder.ts';
import {
  type BoxMessage,
  decodeBoxMessage,
  encodeHostMessage,
  type HostMessage,
} from '../../../../hardware/protocol/messages.ts';

/** The portable core of the firmware on this machine, under the sanitizers for addresses and undefined behaviour. */
export type FirmwareCore = {
  /**
   * Gives it these commands (hardware/firmware/host/harness.cpp) and answers with the lines it prints.
   * @throws Error with what a sanitizer or the harness says.
   */
  readonly run: (commands: readonly string[]) => readonly string[];
};

/** Compiles it, unless that was done before. */
export async function compileFirmwareCore(): Promise<FirmwareCore> {
  const program = await buildCoreHarness();
  return {
    run: (commands) => {
      const { status, signal, stdout, stderr, error } = spawnSync(program, {
        input: `${commands.join('\n')}\n`,
        encoding: 'utf8',
        maxBuffer: 256 * 1024 * 1024,
        // Looking for leaks needs rights that a container may not give, and the core takes no memory.
        env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' },
      });
      if (status !== 0) {
        throw error ?? new Error(`The core ended with ${signal ?? status}: ${stderr}`);
      }
      return stdout.split('\n').slice(0, -1);
    },
  };
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

export function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

/**
 * The same noise in every run, by a linear congruential generator (Numerical Recipes). A CRC of 16 bits lets one random
 * frame in 65,536 pass; none in this noise does, up to a million bytes.
 */
export function randomBytes(count: number): Uint8Array {
  let state = 20_261_122;
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

export const ascii = (text: string): string => hex(Buffer.from(text, 'latin1'));

/** What a box does, and when by its own clock. */
export type BoxDoing =
  | { readonly atMs: number; readonly sequence: number; readonly sends: BoxMessage }
  | { readonly atMs: number; readonly turns: string };

/** The command that starts a box of three buttons with everything, `GB-0042`, at its 17th start. */
export function startBox({ lamps = 3, outputs = 7, contacts = 0 } = {}): string {
  return `box 3 ${lamps} ${outputs} 17 ${ascii('GB-0042')} ${ascii('1.0.3')} ${contacts}`;
}

/** The command that lets a box hear the host. */
export function hear(...messages: readonly HostMessage[]): string {
  return `hear ${messages.map((message, index) => hex(encodeHostMessage(message, index))).join('')}`;
}

/** Lines of a box in types. Throws for one that is not exactly one frame in order. */
export function doings(lines: readonly string[]): BoxDoing[] {
  return lines.map((line) => {
    const [, at = '', what = ''] = /^(\d+) (.+)$/.exec(line) ?? [];
    const atMs = Number(at);
    if (!what.startsWith('sent ')) {
      return { atMs, turns: what };
    }
    const [first, ...more] = decodeFrames(NOTHING_PENDING, fromHex(what.slice(5))).frames;
    const message = first?.ok === true ? decodeBoxMessage(first.frame) : null;
    if (
      first?.ok !== true ||
      message === null ||
      more.length > 0 ||
      message.kind === 'unreadable' ||
      message.kind === 'foreign-hello'
    ) {
      throw new Error(`The box sent what is no message: ${line}`);
    }
    return { atMs, sequence: first.frame.sequence, sends: message };
  });
}

/** The presses that were told as they happened: when, which button, and all counts. */
export function pressesIn(told: readonly BoxDoing[]): [atMs: number, button: number, number[]][] {
  return told.flatMap((doing) =>
    'sends' in doing && doing.sends.kind === 'status' && doing.sends.cause !== null
      ? [[doing.atMs, doing.sends.cause, [...doing.sends.counts]] as [number, number, number[]]]
      : [],
  );
}
