import type { EventContext } from '../../contract/feedback-event.ts';
import type { IpcBridge } from '../../contract/ipc-bridge.ts';
import { clockContinuing } from '../clock.ts';
import { messageOf } from '../message-of.ts';
import { DexieOutbox } from '../outbox/dexie-outbox.ts';
import { type AvailableOutbox, createJournaledRecorder } from '../recording/journaled-recorder.ts';
import { readOutboxTrust } from '../recording/outbox-trust.ts';
import { createElectronHost } from './electron-host.ts';
import { askForPersistence } from './persistence.ts';
import type { Shell } from './shell.ts';

declare global {
  interface Window {
    /** There in Electron only: put in place by the preload script. What main says was checked when it was made. */
    readonly glimlach?: IpcBridge;
  }
}

const OUTBOX_DATABASE = 'glimlach-outbox';
const OPEN_WITHIN_MS = 5_000;

/** @param context what the page shows at this moment; asked for at every press. */
export async function openShell(
  main: IpcBridge | undefined,
  appVersion: string,
  context: () => EventContext | null,
): Promise<Shell> {
  if (main !== undefined) {
    return openElectronShell(main, context);
  }
  // Electron starts without it.
  const { openBrowserShell } = await import('./browser-shell.ts');
  return openBrowserShell({ appVersion, context, openOutbox });
}

async function openElectronShell(
  main: IpcBridge,
  context: () => EventContext | null,
): Promise<Shell> {
  const host = createElectronHost(main);
  const trust = readOutboxTrust(sessionStorage);
  const [boot, available] = await Promise.all([
    host.boot(),
    trust.useDisk ? openOutbox() : memoryOutbox('The outbox on disk failed again and again.'),
  ]);
  askForPersistence();
  return {
    host,
    boot,
    clock: clockContinuing(boot.clock),
    outbox: available.outbox,
    recorder: createJournaledRecorder(
      main,
      available,
      boot.journal,
      () => context()?.configurationVersion ?? null,
    ),
    trust,
    durable: available.durable,
  };
}

/** Opens the outbox on disk and reads it once; where either fails or hangs, the stand-in in memory. */
async function openOutbox(): Promise<AvailableOutbox> {
  const overdue = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => overdue.reject(new Error('IndexedDB did not open in time.')),
    OPEN_WITHIN_MS,
  );
  try {
    const outbox = await Promise.race([DexieOutbox.open(OUTBOX_DATABASE), overdue.promise]);
    await Promise.race([outbox.books(), overdue.promise]);
    return { durable: true, outbox };
  } catch (error) {
    return memoryOutbox(messageOf(error));
  } finally {
    clearTimeout(timer);
  }
}

async function memoryOutbox(detail: string): Promise<AvailableOutbox> {
  const { MemoryOutbox } = await import('../outbox/memory-outbox.ts');
  return { durable: false, outbox: new MemoryOutbox(), detail };
}
