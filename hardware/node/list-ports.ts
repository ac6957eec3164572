import { readdir } from 'node:fs/promises';
import type { ListedPort } from '../connection/port-search.ts';
import { listSerialPorts } from './serial-link.ts';

/** Tells which serial ports are there. Rejects with what is wrong and what to do. */
export type ListPorts = () => Promise<readonly ListedPort[]>;

/**
 * Lists the ports of this machine. On Linux listing starts a program, so it is asked again only while the names in
 * `/dev` change, and once more after that: a device is there a moment before it is described.
 */
export function createPortLister(platform: string): ListPorts {
  let named: string | null = null;
  let settled = false;
  let listed: readonly ListedPort[] = [];
  return async () => {
    const names = platform === 'linux' ? await serialNames() : null;
    if (names !== null && names === named && settled) {
      return listed;
    }
    settled = names === named;
    named = names;
    listed = await listSerialPorts();
    return listed;
  };
}

async function serialNames(): Promise<string> {
  const names = await readdir('/dev');
  return names.filter((name) => name.startsWith('tty')).join('\n');
}
