import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { newVirtualBox } from '../../hardware/node/virtual-box/virtual-box.ts';
import type { Rating } from '../../contract/rating.ts';
import { type PluggedBox, plugInBox } from '../support/plugged-box.ts';
import { openPtyPair } from '../support/serial-pty.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { boxButton } from './audit.ts';
import { type HubSite, startHubSite } from './hub-site.ts';
import { mountSmallDisk, type SmallDiskResult } from './small-disk.ts';
import { openTerminalSite, type TerminalSite } from './terminal-site.ts';

/** The demonstration's buttons. */
export const BUTTON: Readonly<Record<Rating, number>> = { positive: 0, neutral: 1, negative: 2 };

/** A shop with everything that can break: hub, line, button box, disk, and as many terminals as a scenario opens. */
export type Shop = AsyncDisposable & {
  readonly hub: HubSite;
  readonly line: TcpProxy;
  readonly box: PluggedBox;
  readonly disk: SmallDiskResult;
  /** Ids of all presses that were thanked, on whichever terminal. */
  readonly thanked: ReadonlySet<string>;
  /** The terminal on the button box; it does not run yet. */
  readonly terminal: TerminalSite;
  /** Another terminal in a folder of its own, without a box. */
  openTerminal(folder: string): TerminalSite;
  readonly pressBox: (rating: Rating) => void;
  /** How often each button of the box was pressed, by {@link boxButton}. */
  boxCounts(): ReadonlyMap<string, number>;
  /** Everything hub and terminals wrote, by the name of a file to keep it in. */
  outputs(): ReadonlyMap<string, string>;
  /** Folder for what a scenario needs beside. */
  readonly folder: string;
};

export async function openShop(): Promise<Shop> {
  const cleanUp = new AsyncDisposableStack();
  try {
    return await assemble(cleanUp);
  } catch (error) {
    await cleanUp.disposeAsync();
    throw error;
  }
}

async function assemble(cleanUp: AsyncDisposableStack): Promise<Shop> {
  const folder = await temporaryFolder('faults');
  cleanUp.defer(() => folder.remove());
  const hubFolder = path.join(folder.path, 'hub');
  await mkdir(hubFolder);
  const hub = await startHubSite(hubFolder);
  cleanUp.defer(() => hub.end());
  const line = await startTcpProxy(hub.url);
  cleanUp.defer(() => line.stop());

  const diskFolder = path.join(folder.path, 'disk');
  const disk = await mountSmallDisk(diskFolder);
  if (disk.ok) {
    cleanUp.defer(() => disk.disk.unmount());
  }
  const serial = cleanUp.use(await openPtyPair());
  const virtual = newVirtualBox('GB-FAULTS', 1, 3);
  const box = cleanUp.use(await plugInBox(serial.boxPath, virtual));

  const thanked = new Set<string>();
  const terminals: TerminalSite[] = [];
  function open(at: string, serialPath?: string): TerminalSite {
    const terminal = openTerminalSite({
      folder: at,
      hubUrl: line.url,
      enrolmentKey: hub.demo.enrolmentKey,
      ...(serialPath === undefined ? {} : { serialPath }),
      onThanked: (pressId) => void thanked.add(pressId),
    });
    terminals.push(terminal);
    cleanUp.defer(() => terminal.end());
    return terminal;
  }

  return {
    hub,
    line,
    box,
    disk,
    thanked,
    folder: folder.path,
    terminal: open(path.join(diskFolder, 'terminal'), serial.terminalPath),
    openTerminal: (at) => open(at),
    pressBox: (rating) => box.press(BUTTON[rating]),
    boxCounts() {
      const { boxId, boot, counts } = box.box();
      return new Map(counts.map((count, button) => [boxButton(boxId, boot, button), count]));
    },
    outputs: () =>
      new Map([
        ['hub.log', hub.output()],
        ...terminals.map((terminal, index): [string, string] => [
          `terminal-${index + 1}.log`,
          terminal.output(),
        ]),
      ]),
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}
