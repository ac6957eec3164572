import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import type { Clock } from './clock.ts';
import type { Health } from './health.ts';
import { log } from './log.ts';
import type { Outbox, OutboxEntry } from './outbox/outbox.ts';
import { enrolUntilAccepted } from './sync/enrolment-loop.ts';
import { enrol } from './sync/enrolment.ts';
import { createEventUpload } from './sync/event-upload.ts';
import { createGapWatch } from './sync/gap-watch.ts';
import { gzip } from './sync/gzip.ts';
import { createHubClient } from './sync/hub-client.ts';
import { createHubClock } from './sync/hub-clock.ts';
import { createIdentityCorrection } from './sync/identity-correction.ts';
import { watchHelp } from './kiosk/help-watch.ts';
import { askHelp } from './sync/ask-help.ts';
import { createHubSession, type HubSession } from './sync/hub-session.ts';
import { startAsOneSender } from './sync/one-sender.ts';
import { createParkedRetry } from './sync/parked-retry.ts';
import { startSyncRunner, type SyncRunner } from './sync/sync-runner.ts';
import { startTerminalUpkeep } from './sync/terminal-upkeep.ts';
import type { HubContact } from './staff/staff-parts.ts';
import type { TerminalParts } from './terminal-parts.ts';
import { messageOf } from './message-of.ts';
import { delay, startTimer } from './timers.ts';

const REPLY_WITHIN_MS = 20_000;
/** Nobody looks at the page for it; the lamp may burn that much longer. */
const CALL_WATCH_EVERY_MS = 8_000;
const PRUNE_EVERY_MS = 60 * 60_000;
const ANSWERED_KEPT = 200_000;
const ANSWERED_KEPT_MS = 30 * 24 * 60 * 60_000;

export type HubLinkParts = Omit<TerminalParts, 'onInForce' | 'onAlive'> & {
  readonly hubUrl: string;
  readonly health: Health;
  readonly useConfiguration: (
    identity: TerminalIdentity,
    configuration: TerminalConfiguration,
  ) => void;
};

export type HubLink = {
  /** The outbox holds something new; these of it jump the queue. */
  queued(urgent: readonly OutboxEntry[]): void;
  /** Null while the hub has not answered since this page was loaded. */
  lastContact(): HubContact | null;
};

/** Everything between this terminal and its hub: enrolment, configuration, heartbeats and the outbox's events. */
export function startHubLink(parts: HubLinkParts): HubLink {
  const { host, boot, clock, outbox, recorder, kiosk, hubUrl, health } = parts;
  const monotonicMs = (): number => clock.now().monotonicMs;
  const hubClock = createHubClock({ now: () => clock.now(), memory: localStorage });
  let sync: SyncRunner | null = null;
  let current = boot.identity;
  let contact: HubContact | null = null;

  const client = createHubClient({
    hubUrl,
    fetch: (...request) => fetch(...request),
    now: () => clock.now(),
    timeoutMs: REPLY_WITHIN_MS,
    onHubTime(sent, received, hubTimeMs) {
      contact = { at: received };
      hubClock.learn(sent, received, hubTimeMs);
      kiosk.hubAnswered();
    },
  });

  const enrolWith = (key: string) =>
    enrol(
      { client, publicKey: boot.publicKey, shell: host.shell, appVersion: boot.appVersion },
      key,
    );

  async function keepIdentity(identity: TerminalIdentity): Promise<void> {
    current = identity;
    await keptOrLogged('identity', host.saveIdentity(identity));
  }

  const correct = createIdentityCorrection({
    client,
    configuredKey: boot.enrolmentKey,
    enrol: enrolWith,
    monotonicMs,
  });

  async function correctIdentity(): Promise<boolean> {
    const corrected = current === null ? null : await correct(current);
    if (corrected !== null) {
      await keepIdentity(corrected);
    }
    return corrected !== null;
  }

  function keepConfigured(session: HubSession): void {
    startTerminalUpkeep({
      session,
      configuration: boot.configuration,
      heartbeat: (version) => health.heartbeat(version),
      async onConfiguration(configuration) {
        // Saved first: should the page come down with it, the shell knows with what.
        const saved = await keptOrLogged('configuration', host.saveConfiguration(configuration));
        const refused = saved === 'refused';
        health.configurationRefused(refused ? configuration.version : null);
        if (!refused && current !== null) {
          parts.useConfiguration(current, configuration);
        }
        return !refused;
      },
      onUnreadable: (version) => health.configurationRefused(version),
      onAnswered: () => sync?.online(),
      onRetryParked: createParkedRetry({
        outbox,
        memory: localStorage,
        onQueued: () => sync?.queued([]),
      }),
      onFailure: log,
      random: Math.random,
    });
  }

  function keepSending(session: HubSession): void {
    const upload = createEventUpload({
      outbox,
      session,
      now: () => clock.now(),
      gzip,
      clockSamples: () => hubClock.samples(),
      gaps: createGapWatch({
        fill: (ledgerId, gap) => recorder.fillGap(ledgerId, gap),
        monotonicMs,
      }),
      onStoredThrough: (ledgerId, number) => host.storedThrough(ledgerId, number),
      onTaken: (ids) => host.hubTook(ids),
      onForked(ledgerId) {
        log(`The hub holds other events at numbers of the ledger ${ledgerId}: a disk was cloned.`);
        recorder.ledgerForked(ledgerId);
      },
      onParked: (count, detail) => log(`The hub rejected ${count} events, now parked. ${detail}`),
    });
    void startAsOneSender({
      locks: navigator.locks,
      start() {
        const runner = startSyncRunner({
          upload,
          monotonicMs,
          random: Math.random,
          startTimer,
          onFailure: log,
        });
        sync = runner;
        addEventListener('online', () => runner.online());
        setInterval(() => void pruneOutbox(outbox, clock), PRUNE_EVERY_MS);
      },
      onTrouble: log,
    });
  }

  async function run(): Promise<void> {
    health.configurationRefused(boot.configurationRefused);
    if (boot.identity === null) {
      const enrolled = await enrolUntilAccepted({
        configuredKey: boot.enrolmentKey,
        nextTypedKey: parts.nextTypedKey,
        enrol: enrolWith,
        show: (step) => kiosk.setUp(step, hubUrl),
        delay,
        random: Math.random,
      });
      await keepIdentity(enrolled);
    }
    const session = createHubSession({
      client,
      signAssertion: (issuedAtMs) => host.signAssertion(issuedAtMs),
      hubTimeMs: () => hubClock.nowMs(),
      monotonicMs,
      correctIdentity,
    });
    kiosk.askHelpBy(async (pressId) => (await askHelp(session, pressId))?.acknowledged ?? null);
    let endCallWatch: (() => void) | null = null;
    host.calledFor((pressId) => {
      endCallWatch?.();
      endCallWatch =
        pressId === null
          ? null
          : watchHelp({
              ask: async () => (await askHelp(session, pressId))?.alertAcknowledged ?? null,
              startTimer,
              onComing: () => host.helpAcknowledged(),
              everyMs: CALL_WATCH_EVERY_MS,
            });
    });
    keepConfigured(session);
    keepSending(session);
  }

  run().catch((error: unknown) =>
    log(`The terminal could not keep its identity: ${String(error)}`),
  );
  return { queued: (urgent) => sync?.queued(urgent), lastContact: () => contact };
}

/** What could not be saved is in force all the same, until the next start. */
async function keptOrLogged<Kept>(what: string, saving: Promise<Kept>): Promise<Kept | null> {
  try {
    return await saving;
  } catch (error) {
    log(`The ${what} could not be saved: ${messageOf(error)}`);
    return null;
  }
}

/** Answered events stay for later questions, up to a number and an age. */
async function pruneOutbox(outbox: Outbox, clock: Clock): Promise<void> {
  const madeAfterMs = clock.now().wallMs - ANSWERED_KEPT_MS;
  try {
    await outbox.prune({ newest: ANSWERED_KEPT, madeAfterMs });
  } catch (error) {
    log(`The outbox could not be pruned: ${messageOf(error)}`);
  }
}
