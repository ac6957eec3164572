import { exportJWK, generateKeyPair } from 'jose';
import { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import { PrivateKeyJwk, type Provisioning } from '../../contract/provisioning.ts';
import { inOrganization, type AppDatabase } from '../database/database.ts';
import { requireTouchpoint } from '../publishing/known-places.ts';
import type { KeySafe } from '../sealing/key-safe.ts';
import { addTerminal } from './add-terminal.ts';
import { readConfiguration } from './read-configuration.ts';

/** Said of a terminal until its first heartbeat. */
const APP_VERSION = 'provisioned';

/**
 * Makes a key and enrols it at a touchpoint, so that a terminal takes presses there from its first start on without
 * having reached the hub.
 *
 * @throws UnknownPlaceError when the organization has no such touchpoint.
 */
export async function provisionTerminal(
  hub: {
    readonly database: AppDatabase;
    readonly keySafe: KeySafe;
    readonly publicUrl: string;
    readonly newId: () => string;
    readonly nowMs: number;
  },
  organizationId: string,
  touchpointId: string,
): Promise<Provisioning> {
  const { publicUrl, keySafe, nowMs } = hub;
  const pair = await generateKeyPair('ES256', { extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(pair.privateKey);
  const publicKey = PublicKeyJwk.parse({ kty, crv, x, y });
  return inOrganization(hub.database, organizationId, async (transaction) => {
    await requireTouchpoint(transaction, organizationId, touchpointId);
    const terminalId = hub.newId();
    await addTerminal(transaction, {
      organizationId,
      terminalId,
      touchpointId,
      publicKey,
      shell: 'electron',
      appVersion: APP_VERSION,
      nowMs,
    });
    const configuration = await readConfiguration(transaction, terminalId, {
      organizationId,
      keySafe,
      publicUrl,
      nowMs,
    });
    return {
      v: 1,
      hubUrl: publicUrl,
      enrolmentKey: null,
      terminal: {
        privateKey: PrivateKeyJwk.parse({ ...publicKey, d }),
        identity: { terminalId, organizationId, issuer: publicUrl },
        configuration,
      },
    };
  });
}
