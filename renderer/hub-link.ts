import type { ClockSample } from '../contract/protocol/events.ts';
import { AuthorizationServerMetadata } from '../contract/protocol/token.ts';
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
import { createHubSession, type HubSession } from './sync/hub-session.ts';
import { startSyncRunner, type SyncRunner } from './sync/sync-runner.ts';
import { startTerminalUpkeep } from './sync/terminal-upkeep.ts';
import type { TerminalParts } from './terminal-parts.ts';

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
  let issuer = '';

  const client = createHubClient({
    hubUrl,
    fetch: (...request) => fetch(...request),
    now: () => clock.now(),
    timeoutMs: REPLY_WITHIN_MS,
    onHubTime(sent, received, hubTimeMs) {
      clockSamples = keepSample(clockSamples, clockSample(sent, received, hubTimeMs));
    },
  });

  async function enrolled(): Promise<TerminalIdentity> {
    const { publicKey, appVersion } = boot;
    const identity = await enrolUntilAccepted({
      firstKey: boot.enrolmentKey,
      nextTypedKey: parts.nextTypedKey,
      enrol: (key) => enrol({ client, publicKey, shell: host.shell, appVersion }, key),
      show: (step) => kiosk.setUp(step, hubUrl),
      delay,
      random: Math.random,
    });
    await host.saveIdentity(identity);
    return identity;
  }

  function keepConfigured(session: HubSession, identity: TerminalIdentity): void {
    startTerminalUpkeep({
      session,
      configuration: boot.configuration,
      heartbeat: (version) => health.heartbeat(version),
      async onConfiguration(configuration) {
        await host.saveConfiguration(configuration);
        parts.useConfiguration(identity, configuration);
      },
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

  /** The hub may have got another public address since this terminal enrolled. */
  async function learnIssuer(identity: TerminalIdentity): Promise<boolean> {
    const result = await client.ask({
      method: 'GET',
      path: '/.well-known/oauth-authorization-server',
      reply: AuthorizationServerMetadata,
    });
    if (result.kind !== 'ok' || result.value.issuer === issuer) {
      return false;
    }
    ({ issuer } = result.value);
    await host.saveIdentity({ ...identity, issuer });
    return true;
  }

  async function run(): Promise<void> {
    const identity = boot.identity ?? (await enrolled());
    ({ issuer } = identity);
    const session = createHubSession({
      client,
      signAssertion: (issuedAtMs) => host.signAssertion(issuedAtMs),
      hubTimeMs: () => Math.round(clock.now().wallMs + currentOffsetMs(clockSamples)),
      monotonicMs,
      learnIssuer: () => learnIssuer(identity),
    });
    keepConfigured(session, identity);
    keepSending(session);
  }

  run().catch((error: unknown) =>
    log(`The terminal could not keep its identity: ${String(error)}`),
  );
  return { queued: (urgent) => sync?.queued(urgent) };
}

/** Answered events stay for later questions, up to a number and an age. */
async function pruneOutbox(outbox: Outbox, clock: Clock): Promise<void> {
  const madeAfterMs = clock.now().wallMs - ANSWERED_KEPT_MS;
  try {
    await outbox.prune({ newest: ANSWERED_KEPT, madeAfterMs });
  } catch (error) {
    log(
      `The outbox could not be pruned: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function delay(forMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, forMs);
  });
}
