import type { TerminalBoot } from '../../contract/ipc.ts';
import type { EventContext } from '../../contract/feedback-event.ts';
import { uuidV7 } from '../../contract/uuid-v7.ts';
import { type Clock, clockContinuing } from '../clock.ts';
import { DexieOutbox } from '../outbox/dexie-outbox.ts';
import { MemoryOutbox } from '../outbox/memory-outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type AvailableOutbox, createJournaledRecorder } from '../recording/journaled-recorder.ts';
import { createOutboxRecorder } from '../recording/outbox-recorder.ts';
import type { PressRecorder } from '../recording/press-recorder.ts';
import { openBrowserHost } from './browser-host.ts';
import { createElectronHost } from './electron-host.ts';
import type { KioskHost } from './kiosk-host.ts';
import { createMainBridge, type PreloadBridge } from './main-bridge.ts';

declare global {
  interface Window {
    /** There in Electron only: put in place by the preload script. */
    readonly glimlach?: PreloadBridge;
  }
}

const OUTBOX_DATABASE = 'glimlach-outbox';
const TERMINAL_DATABASE = 'glimlach-terminal';

/** Everything about a terminal that depends on where it runs. */
export type Shell = {
  readonly host: KioskHost;
  readonly boot: TerminalBoot;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly recorder: PressRecorder;
};

/** @param context what is in force at this moment; asked for at every press in the browser. */
export async function openShell(
  preload: PreloadBridge | undefined,
  appVersion: string,
  context: () => EventContext | null,
): Promise<Shell> {
  return preload === undefined ? openBrowserShell(appVersion, context) : openElectronShell(preload);
}

async function openElectronShell(preload: PreloadBridge): Promise<Shell> {
  const main = createMainBridge(preload);
  const host = createElectronHost(main);
  const [boot, available] = await Promise.all([host.boot(), openOutbox()]);
  return {
    host,
    boot,
    clock: clockContinuing(boot.clock),
    outbox: available.outbox,
    recorder: createJournaledRecorder(main, available),
  };
}

async function openBrowserShell(
  appVersion: string,
  context: () => EventContext | null,
): Promise<Shell> {
  const clock = clockContinuing({
    wallMs: Date.now(),
    monotonicMs: performance.now(),
    bootId: crypto.randomUUID(),
  });
  const host = await openBrowserHost({
    databaseName: TERMINAL_DATABASE,
    appVersion,
    hubUrl: location.origin,
    enrolmentKey: takeEnrolmentKey(),
    clock,
  });
  const available = await openOutbox();
  // Asks the browser not to clear a kiosk's storage when the disk runs low; it may say no, and sync goes on all the same.
  await navigator.storage.persist();
  return {
    host,
    boot: await host.boot(),
    clock,
    outbox: available.outbox,
    recorder: createOutboxRecorder({
      outbox: available.durable ? available.outbox : null,
      now: () => clock.now(),
      makeId: (wallMs) => uuidV7(wallMs, crypto.getRandomValues(new Uint8Array(10))),
      context,
    }),
  };
}

async function openOutbox(): Promise<AvailableOutbox> {
  try {
    return { durable: true, outbox: await DexieOutbox.open(OUTBOX_DATABASE) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { durable: false, outbox: new MemoryOutbox(), detail };
  }
}

/** The key from `/kiosk/#enrol=KEY`; taken out of the address, so that it is neither shown nor bookmarked. */
function takeEnrolmentKey(): string | null {
  const key = new URLSearchParams(location.hash.slice(1)).get('enrol');
  if (key !== null) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return key;
}
