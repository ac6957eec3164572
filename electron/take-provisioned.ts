import type { KeyStore } from './key-store.ts';
import type { Log } from './log.ts';
import { messageOf } from './log.ts';
import type { ProvisionedTerminal } from './read-provisioning.ts';
import type { TerminalState } from './terminal-state.ts';

/**
 * Makes this terminal the one that was provisioned, where it is nobody yet. One that has another key, or is somebody
 * already, stays who it is: its events are on their way under that name.
 */
export async function takeProvisioned(
  terminal: ProvisionedTerminal,
  { publicKey }: Pick<KeyStore, 'publicKey'>,
  state: TerminalState,
  log: Log,
): Promise<void> {
  const { identity, configuration, privateKey } = terminal;
  const { terminalId } = identity;
  if (privateKey.x !== publicKey.x || privateKey.y !== publicKey.y) {
    log.error('provisioning-not-taken', {
      terminalId,
      detail: 'This terminal has a key of its own; move its key.json away to make it another one.',
    });
    return;
  }
  try {
    if (state.identity() === null) {
      await state.saveIdentity(identity);
      log.info('provisioned', { terminalId });
    }
    if (state.configuration() === null) {
      await state.saveConfiguration(configuration);
    }
  } catch (thrown) {
    // In force all the same; the file gives it again at the next start.
    log.error('provisioning-not-kept', { terminalId, detail: messageOf(thrown) });
  }
}
