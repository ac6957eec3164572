import { statfs } from 'node:fs/promises';
import { networkInterfaces, release, type } from 'node:os';
import type { MachineStatus } from '../../contract/staff-ipc.ts';
import type { FetchAsPage } from './reach-hub.ts';

/** What the staff menu needs of the program's shell. */
export type Machine = {
  /** Such as `Electron 45.4.1, Chrome 144.0.7559.20`. */
  readonly runtime: string;
  /** Of all processes of the program together. */
  memoryBytes(): number;
  upMs(): number;
  readonly fetchAsPage: FetchAsPage;
  /** Ends the program and starts it again. */
  restart(): void;
};

const MAX_NETWORKS = 32;

/** Null where the system does not tell. */
export async function diskOf(folder: string): Promise<MachineStatus['disk']> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
  } catch {
    return null;
  }
}

/** The addresses other machines could reach this one by. */
export function networksOf(): MachineStatus['networks'] {
  return Object.entries(networkInterfaces())
    .flatMap(([name, addresses = []]) =>
      addresses
        .filter(({ internal, scopeid }) => !internal && (scopeid ?? 0) === 0)
        .map(({ address }) => ({ name: name.slice(0, 60), address: address.slice(0, 60) })),
    )
    .slice(0, MAX_NETWORKS);
}

export function platformName(): string {
  return `${type()} ${release()} ${process.arch}`.slice(0, 120);
}
