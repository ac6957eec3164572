import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import { createHealth } from './health.ts';
import type { StorageWatch } from './host/storage-watch.ts';
import type { HubLink } from './hub-link.ts';
import { messageOf } from './message-of.ts';
import { watchHours } from './kiosk/hours-watch.ts';
import type { Observation } from './kiosk/kiosk-notice.ts';
import { log } from './log.ts';
import type { OutboxOutcome } from './recording/press-recorder.ts';
import type { TerminalParts } from './terminal-parts.ts';

const READ_CLOCK_EVERY_MS = 60_000;

/** Brings one terminal to life: it records first, shows its faces, and only then turns to the hub. */
export async function startTerminal(parts: TerminalParts): Promise<void> {
  const { host, boot, clock, outbox, kiosk } = parts;
  const health = createHealth({
    shell: host.shell,
    appVersion: boot.appVersion,
    runtime: navigator.userAgent,
    clock,
    outbox,
    signs: parts.signs,
  });
  let link: HubLink | null = null;
  parts.onAlive({
    health,
    lastContact: () => link?.lastContact() ?? null,
    queuedAgain: () => link?.queued([]),
  });
  let storage: StorageWatch | null = null;

  const hours = watchHours(
    () => clock.now().wallMs,
    (open, opening) => kiosk.hours(open, opening),
  );

  function observe(seen: Observation): void {
    health.observe(seen);
    kiosk.observe(seen);
  }

  function readClock(): void {
    observe({ type: 'clock', wallMs: clock.now().wallMs, builtAtMs: parts.builtAtMs });
  }

  function onOutbox(outcome: OutboxOutcome): void {
    observe({ type: 'outbox', outcome });
    if (outcome === 'full') {
      storage?.full();
    }
    parts.onOutbox(outcome);
  }

  function useConfiguration(
    identity: TerminalIdentity,
    configuration: TerminalConfiguration,
  ): void {
    parts.onInForce(identity, configuration);
    // First, so that a kiosk which starts by night does not wake to do so.
    hours.use(configuration.hours);
    kiosk.configure(configuration);
  }

  async function watchQuota(): Promise<void> {
    try {
      const { watchStorage } = await import('./host/storage-watch.ts');
      storage = watchStorage({
        storage: navigator.storage,
        outbox,
        onQuota: (quota) => health.quota(quota),
        onTrouble: log,
      });
    } catch (error) {
      log(`The storage cannot be watched: ${messageOf(error)}`);
    }
  }

  async function linkToHub(hubUrl: string): Promise<void> {
    const { startHubLink } = await parts.loader.load('hub link', () => import('./hub-link.ts'));
    link = startHubLink({ ...parts, hubUrl, health, useConfiguration });
  }

  if (parts.outboxLeftFull) {
    observe({ type: 'outbox', outcome: 'full' });
  }
  readClock();
  setInterval(readClock, READ_CLOCK_EVERY_MS);
  host.boxStatuses((statuses) => health.boxesChanged(statuses));
  host.journalRoom((state) => observe({ type: 'journal-room', state }));
  host.staffComing(() => kiosk.staffComing());
  host.certificateRefused((reason) => observe({ type: 'certificate-refused', reason }));
  // Presses are taken from here on, so the faces need not wait until both stores have compared what they hold.
  const recording = parts.recorder.start({
    onPress(press) {
      health.pressed();
      kiosk.onPress(press);
      void press.kept.then((keeping) => health.settled(keeping));
    },
    onQueued: (urgent) => link?.queued(urgent),
    onOutbox,
    onTrouble: log,
  });
  if (boot.identity !== null && boot.configuration !== null) {
    useConfiguration(boot.identity, boot.configuration);
  }
  await recording;
  // Loaded now and not before, as all that follows: the faces answer without it.
  void watchQuota();
  if (boot.hubUrl === null) {
    if (boot.identity === null || boot.configuration === null) {
      kiosk.setUp({ kind: 'no-hub' }, null);
    }
    return;
  }
  void linkToHub(boot.hubUrl);
}
