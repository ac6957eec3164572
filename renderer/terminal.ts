import type { TerminalConfiguration } from '../contract/terminal-configuration.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import { createHealth } from './health.ts';
import type { HubLink } from './hub-link.ts';
import { log } from './log.ts';
import type { TerminalParts } from './terminal-parts.ts';

/** Brings one terminal to life: it records first, shows its faces, and only then turns to the hub. */
export async function startTerminal(parts: TerminalParts): Promise<void> {
  const { host, boot, clock, outbox, kiosk } = parts;
  const health = createHealth({
    shell: host.shell,
    appVersion: boot.appVersion,
    runtime: navigator.userAgent,
    clock,
    outbox,
  });
  let link: HubLink | null = null;

  function useConfiguration(
    identity: TerminalIdentity,
    configuration: TerminalConfiguration,
  ): void {
    parts.onInForce(identity, configuration);
    kiosk.configure(configuration);
  }

  host.boxStatus((status) => health.boxChanged(status));
  await parts.recorder.start({
    onPress(press) {
      health.pressed();
      kiosk.onPress(press);
      void press.kept.then((keeping) => health.settled(keeping));
    },
    onQueued: (urgent) => link?.queued(urgent),
    onOutbox: parts.onOutbox,
    onTrouble: log,
  });
  if (boot.identity !== null && boot.configuration !== null) {
    useConfiguration(boot.identity, boot.configuration);
  }
  if (boot.hubUrl === null) {
    if (boot.identity === null || boot.configuration === null) {
      kiosk.setUp({ kind: 'no-hub' }, null);
    }
    return;
  }
  // Loaded now and not before: the faces answer without it.
  const { startHubLink } = await import('./hub-link.ts');
  link = startHubLink({ ...parts, hubUrl: boot.hubUrl, health, useConfiguration });
}
