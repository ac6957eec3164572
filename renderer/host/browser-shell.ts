import type { EventContext } from '../../contract/feedback-event.ts';
import { uuidV7 } from '../../contract/uuid-v7.ts';
import { clockContinuing } from '../clock.ts';
import type { AvailableOutbox } from '../recording/journaled-recorder.ts';
import { createOutboxRecorder } from '../recording/outbox-recorder.ts';
import { readOutboxTrust } from '../recording/outbox-trust.ts';
import { openBrowserHost } from './browser-host.ts';
import { askForPersistence } from './persistence.ts';
import type { Shell } from './shell.ts';

const TERMINAL_DATABASE = 'glimlach-terminal';

export type BrowserShellOptions = {
  readonly appVersion: string;
  /** What is in force at this moment; asked for at every press. */
  readonly context: () => EventContext | null;
  readonly openOutbox: () => Promise<AvailableOutbox>;
};

/** The kiosk as a web app, where the outbox is the only store. */
export async function openBrowserShell(options: BrowserShellOptions): Promise<Shell> {
  const clock = clockContinuing({
    wallMs: Date.now(),
    monotonicMs: performance.now(),
    bootId: crypto.randomUUID(),
  });
  const host = await openBrowserHost({
    databaseName: TERMINAL_DATABASE,
    appVersion: options.appVersion,
    hubUrl: location.origin,
    enrolmentKey: takeEnrolmentKey(),
    clock,
  });
  const available = await options.openOutbox();
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
      context: options.context,
    }),
    // A page after a failure opens the outbox again, and never does without.
    trust: readOutboxTrust(sessionStorage),
    durable: available.durable,
  };
}

/** The key from `/kiosk/#enrol=KEY`; taken out of the address, so that it is neither shown nor bookmarked. */
function takeEnrolmentKey(): string | null {
  const key = new URLSearchParams(location.hash.slice(1)).get('enrol');
  if (key !== null) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return key;
}
