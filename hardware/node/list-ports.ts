import { lstat, readdir, realpath } from 'node:fs/promises';
import type { ListedPort } from '../connection/port-search.ts';
import { listSerialPorts } from './serial-link.ts';

/** Tells which serial ports are there. Rejects with what is wrong and what to do. */
export type ListPorts = () => Promise<readonly ListedPort[]>;

/** A device is there a moment before it is described. */
const SETTLES_WITHIN_MS = 10_000;

/**
 * Lists the ports of this machine. On Linux listing starts a program, so that is done again only while devices come
 * and go in `/dev`, and for some seconds after. Whoever asks while a list is being made gets that one.
 *
 * @param now monotonic clock in milliseconds.
 */
export function createPortLister(
  platform: string,
  now: () => number,
  list: ListPorts = listSerialPorts,
  devices: () => Promise<string> = usbDevices,
): ListPorts {
  let known: { readonly devices: string; readonly listed: readonly ListedPort[] } | null = null;
  let settledAtMs = 0;
  let inFlight: Promise<readonly ListedPort[]> | null = null;

  const look = async (): Promise<readonly ListedPort[]> => {
    const found = platform === 'linux' ? await devices() : null;
    if (found === null) {
      return list();
    }
    if (known?.devices !== found) {
      settledAtMs = now() + SETTLES_WITHIN_MS;
    } else if (now() >= settledAtMs) {
      return known.listed;
    }
    const listed = await list();
    known = { devices: found, listed };
    return listed;
  };

  return () => {
    inFlight ??= look().finally(() => {
      inFlight = null;
    });
    return inFlight;
  };
}

/** The same ports without those that the configuration names by a path: they are somebody else's. */
export function withoutNamed(listPorts: ListPorts, named: readonly string[]): ListPorts {
  return async () => {
    const listed = await listPorts();
    // Afterwards: a link may be made while the list is.
    const taken = await Promise.all(named.map(realPathOf));
    return listed.filter(({ path }) => !taken.includes(path) && !named.includes(path));
  };
}

/** A path that is not there yet is nobody's. */
function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** Changes with every USB port that comes or goes, also when another one takes its name. */
async function usbDevices(): Promise<string> {
  const names = (await readdir('/dev')).filter((name) => /^tty[A-Z]{3}/.test(name));
  const made = await Promise.all(
    names.map((name) =>
      lstat(`/dev/${name}`).then(
        ({ ino, ctimeMs }) => `${name} ${ino} ${ctimeMs}`,
        () => name,
      ),
    ),
  );
  return made.join('\n');
}
