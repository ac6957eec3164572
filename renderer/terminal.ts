import type { TerminalBoot } from '../contract/ipc.ts';
import type { ClockSample } from '../contract/protocol/events.ts';
import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import type { Clock } from './clock.ts';
import { createHealth } from './health.ts';
import type { KioskHost } from './host/kiosk-host.ts';
import type { Kiosk } from './kiosk/kiosk-store.ts';
import { log } from './log.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PressRecorder } from './recording/press-recorder.ts';
import { clockSample, currentOffsetMs, keepSample } from './sync/clock-samples.ts';
import { enrolUntilAccepted } from './sync/enrolment-loop.ts';
import { enrol } from './sync/enrolment.ts';
import { createEventUpload } from './sync/event-upload.ts';
import { createHubClient, type HubClient } from './sync/hub-client.ts';
import { createHubSession, type HubSession } from './sync/hub-session.ts';
import { startSyncRunner, type SyncRunner } from './sync/sync-runner.ts';
import { startTerminalUpkeep } from './sync/terminal-upkeep.ts';

const REPLY_WITHIN_MS = 20_000;
const PRUNE_EVERY_MS = 60 * 60_000;
const ANSWERED_KEPT = 200_000;
const ANSWERED_KEPT_MS = 30 * 24 * 60 * 60_000;

export type TerminalParts = {
  readonly host: KioskHost;
  readonly boot: TerminalBoot;
  readonly clock: Clock;
  readonly outbox: Outbox;
  readonly recorder: PressRecorder;
  readonly kiosk: Kiosk;
  /** In force from now on: what the next press is recorded with. */
  readonly onInForce: (identity: TerminalIdentity, configuration: TerminalConfiguration) => void;
  /** Resolves with the next enrolment key somebody types at the set-up page. */
  readonly nextTypedKey: () => Promise<string>;
};

/** Brings one terminal to life: records first, then enrols where it must, then keeps in touch with the hub. */
export async function startTerminal(parts: TerminalParts): Promise<void> {
  const { host, boot, clock, outbox, kiosk } = parts;
  const monotonicMs = (): number => clock.now().monotonicMs;
  const health = createHealth({
    shell: host.shell,
    appVersion: boot.appVersion,
    runtime: navigator.userAgent,
    clock,
    outbox,
  });
  let clockSamples: readonly ClockSample[] = [];
  let sync: SyncRunner | null = null;

  async function startRecording(): Promise<void> {
    host.boxStatus((status) => health.boxChanged(status));
    await parts.recorder.start({
      onPress(press) {
        health.pressed();
        kiosk.onPress(press);
        void press.kept.then((keeping) => health.settled(keeping));
      },
      onQueued: (urgent) => sync?.queued(urgent),
      onTrouble: log,
    });
  }

  function openHubClient(hubUrl: string): HubClient {
    return createHubClient({
      hubUrl,
      fetch: (...request) => fetch(...request),
      now: () => clock.now(),
      timeoutMs: REPLY_WITHIN_MS,
      onHubTime(sent, received, hubTimeMs) {
        clockSamples = keepSample(clockSamples, clockSample(sent, received, hubTimeMs));
      },
    });
  }

  async function enrolled(client: HubClient, hubUrl: string): Promise<TerminalIdentity> {
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

  function useConfiguration(
    identity: TerminalIdentity,
    configuration: TerminalConfiguration,
  ): void {
    parts.onInForce(identity, configuration);
    kiosk.configure(configuration);
  }

  function keepConfigured(session: HubSession, identity: TerminalIdentity): void {
    startTerminalUpkeep({
      session,
      configuration: boot.configuration,
      heartbeat: (version) => health.heartbeat(version),
      async onConfiguration(configuration) {
        await host.saveConfiguration(configuration);
        useConfiguration(identity, configuration);
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

  await startRecording();
  if (boot.identity !== null && boot.configuration !== null) {
    useConfiguration(boot.identity, boot.configuration);
  }
  if (boot.hubUrl === null) {
    if (boot.identity === null || boot.configuration === null) {
      kiosk.setUp({ kind: 'no-hub' }, null);
    }
    return;
  }
  const client = openHubClient(boot.hubUrl);
  const identity = boot.identity ?? (await enrolled(client, boot.hubUrl));
  const session = createHubSession({
    client,
    signAssertion: (issuedAtMs) => host.signAssertion(issuedAtMs),
    hubTimeMs: () => Math.round(clock.now().wallMs + currentOffsetMs(clockSamples)),
    monotonicMs,
  });
  keepConfigured(session, identity);
  keepSending(session);
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
