import type { ClockSample } from '../contract/protocol/events.ts';
import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import type { Clock } from './clock.ts';
import type { Health } from './health.ts';
import { log } from './log.ts';
import type { Outbox } from './outbox/outbox.ts';
import { clockSample, currentOffsetMs, keepSample } from './sync/clock-samples.ts';
import { enrolUntilAccepted } from './sync/enrolment-loop.ts';
import { enrol } from './sync/enrolment.ts';
import { createEventUpload } from './sync/event-upload.ts';
import { gzip } from './sync/gzip.ts';
import { createHubClient } from './sync/hub-client.ts';
import { createIdentityCorrection } from './sync/identity-correction.ts';
import { createHubSession, type HubSession } from './sync/hub-session.ts';
import { startSyncRunner, type SyncRunner } from './sync/sync-runner.ts';
import { startTerminalUpkeep } from './sync/terminal-upkeep.ts';
import type { TerminalParts } from './terminal-parts.ts';
import { messageOf } from './message-of.ts';

const REPLY_WITHIN_MS = 20_000;
const PRUNE_EVERY_MS = 60 * 60_000;
const ANSWERED_KEPT = 200_000;
const ANSWERED_KEPT_MS = 30 * 24 * 60 * 60_000;

export type HubLinkParts = Omit<TerminalParts, 'recorder' | 'onInForce'> & {
  readonly hubUrl: string;
  readonly health: Health;
  readonly useConfiguration: (
    identity: TerminalIdentity,
    configuration: TerminalConfiguration,
  ) => void;
};

export type HubLink = {
  /** The outbox holds something new. */
  queued(urgent: boolean): void;
};

/** Everything between this terminal and its hub: enrolment, configuration, heartbeats and the outbox's events. */
export function startHubLink(parts: HubLinkParts): HubLink {
  const { host, boot, clock, outbox, kiosk, hubUrl, health } = parts;
  const monotonicMs = (): number => clock.now().monotonicMs;
  let clockSamples: readonly ClockSample[] = [];
  let sync: SyncRunner | null = null;
  let current = boot.identity;

  const client = createHubClient({
    hubUrl,
    fetch: (...request) => fetch(...request),
    now: () => clock.now(),
    timeoutMs: REPLY_WITHIN_MS,
    onHubTime(sent, received, hubTimeMs) {
      clockSamples = keepSample(clockSamples, clockSample(sent, received, hubTimeMs));
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
        if (current !== null) {
          parts.useConfiguration(current, configuration);
        }
        await keptOrLogged('configuration', host.saveConfiguration(configuration));
      },
      onAnswered: () => sync?.online(),
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
      clockSamples: () => clockSamples,
      onStoredThrough: (ledgerId, number) => host.storedThrough(ledgerId, number),
      onParked: (count, detail) => log(`The hub rejected ${count} events, now parked. ${detail}`),
    });
    // However many windows there are, one of them sends, for as long as it lives.
    void navigator.locks.request('glimlach-sync', async () => {
      const runner = startSyncRunner({
        sendBatch: (maxEvents, evenIfEmpty) => upload.sendBatch(maxEvents, evenIfEmpty),
        monotonicMs,
        random: Math.random,
        onFailure: log,
      });
      sync = runner;
      addEventListener('online', () => runner.online());
      setInterval(() => void pruneOutbox(outbox, clock), PRUNE_EVERY_MS);
      return new Promise<never>(() => undefined);
    });
  }

  async function run(): Promise<void> {
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
      hubTimeMs: () => Math.max(0, Math.round(clock.now().wallMs + currentOffsetMs(clockSamples))),
      monotonicMs,
      correctIdentity,
    });
    keepConfigured(session);
    keepSending(session);
  }

  run().catch((error: unknown) =>
    log(`The terminal could not keep its identity: ${String(error)}`),
  );
  return { queued: (urgent) => sync?.queued(urgent) };
}

/** What could not be saved is in force all the same, until the next start. */
async function keptOrLogged(what: string, saving: Promise<void>): Promise<void> {
  try {
    await saving;
  } catch (error) {
    log(`The ${what} could not be saved: ${messageOf(error)}`);
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

function delay(forMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, forMs);
  });
}
