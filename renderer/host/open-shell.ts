import type { TerminalBoot } from '../../contract/ipc.ts';
import type { EventContext } from '../../contract/feedback-event.ts';
import { uuidV7 } from '../../contract/uuid-v7.ts';
import { type Clock, clockContinuing } from '../clock.ts';
import { log } from '../log.ts';
import { DexieOutbox } from '../outbox/dexie-outbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type AvailableOutbox, createJournaledRecorder } from '../recording/journaled-recorder.ts';
import { createOutboxRecorder } from '../recording/outbox-recorder.ts';
import { type OutboxTrust, readOutboxTrust } from '../recording/outbox-trust.ts';
import type { PressRecorder } from '../recording/press-recorder.ts';
import { openBrowserHost } from './browser-host.ts';
import { createElectronHost } from './electron-host.ts';
import type { KioskHost } from './kiosk-host.ts';
import { createMainBridge, type PreloadBridge } from './main-bridge.ts';
import { messageOf } from '../message-of.ts';

declare global {
  interface Window {
    /** There in Electron only: put in place by the preload script. */
    readonly glimlach?: PreloadBridge;
  }
}

const OUTBOX_DATABASE = 'glimlach-outbox';
const TERMINAL_DATABASE = 'glimlach-terminal';
const OPEN_WITHIN_MS = 5_000;

/** Everything about a terminal that depends on where it runs. */
export type Shell = {
  readonly host: KioskHost;
  readonly boot: TerminalBoot;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly recorder: PressRecorder;
  readonly trust: OutboxTrust;
  /** The outbox is on disk. */
  readonly durable: boolean;
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
    recorder: createJournaledRecorder(main, available, boot.journal),
    trust,
    durable: available.durable,
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
  askForPersistence();
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
    // The outbox is the only store here: a page after a failure opens it again, and never does without.
    trust: readOutboxTrust(sessionStorage),
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

/** Asks the browser not to clear the outbox when the disk runs low. It may say no, or ask a person first. */
function askForPersistence(): void {
  navigator.storage
    .persist()
    .catch((error: unknown) => log(`The browser will not keep storage: ${String(error)}`));
}

/** The key from `/kiosk/#enrol=KEY`; taken out of the address, so that it is neither shown nor bookmarked. */
function takeEnrolmentKey(): string | null {
  const key = new URLSearchParams(location.hash.slice(1)).get('enrol');
  if (key !== null) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return key;
}
