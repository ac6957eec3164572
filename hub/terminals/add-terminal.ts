import { calculateJwkThumbprint } from 'jose';
import type { EnrolmentRequest, PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import type { AppTransaction } from '../database/database.ts';
import { storableText } from '../database/storable-text.ts';

export type NewTerminal = {
  readonly organizationId: string;
  readonly terminalId: string;
  readonly touchpointId: string | null;
  readonly publicKey: PublicKeyJwk;
  readonly shell: EnrolmentRequest['shell'];
  readonly appVersion: string;
  readonly nowMs: number;
};

/** @returns false where the organization has one with this key already. */
export async function addTerminal(
  transaction: AppTransaction,
  terminal: NewTerminal,
): Promise<boolean> {
  const thumbprint = await calculateJwkThumbprint(terminal.publicKey, 'sha256');
  const added = await transaction
    .insertInto('terminals')
    .values({
      organization_id: terminal.organizationId,
      terminal_id: terminal.terminalId,
      name: `Terminal ${thumbprint.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 5)}`,
      touchpoint_id: terminal.touchpointId,
      public_key: JSON.stringify(terminal.publicKey),
      thumbprint,
      shell: terminal.shell,
      app_version: storableText(terminal.appVersion),
      enrolled_at_ms: terminal.nowMs,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'thumbprint']).doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows !== 0n;
}
