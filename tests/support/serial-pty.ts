import path from 'node:path';
import { createPtyPair } from '../../hardware/node/virtual-box/pty-pair.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A serial line of two pseudo terminals: the terminal opens one end, a box the other. */
export type SerialPty = AsyncDisposable & {
  readonly terminalPath: string;
  readonly boxPath: string;
  /** Pulls the plug on both ends and removes what was made; may be called twice. */
  readonly close: () => Promise<void>;
};

/**
 * Makes a line that can be opened as soon as the promise resolves.
 *
 * @param at where the terminal's end shall be, to plug a line in again where one was; by default in a folder of its own.
 * @throws Error with what to do when `socat` is missing or cannot make the line.
 */
export async function openPtyPair(at?: string): Promise<SerialPty> {
  const folder = at === undefined ? await temporaryFolder('serial') : null;
  const result = await createPtyPair(at ?? path.join(folder?.path ?? '', 'button-box'));
  if (!result.ok) {
    await folder?.remove();
    throw new Error(result.detail);
  }
  const { terminalPath, boxPath } = result.pair;
  const close = async (): Promise<void> => {
    await result.pair.close();
    await folder?.remove();
  };
  return { terminalPath, boxPath, close, [Symbol.asyncDispose]: close };
}
