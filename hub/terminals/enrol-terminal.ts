import { createPublicKey } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { sql } from 'kysely';
import type { EnrolmentRequest, PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import { inOrganization, type AppDatabase } from '../database/database.ts';
import { sha256 } from './access-token.ts';
import { addTerminal } from './add-terminal.ts';

export type Enrolment =
  | {
      readonly outcome: 'enrolled' | 'already-enrolled';
      readonly organizationId: string;
      readonly terminalId: string;
    }
  | { readonly outcome: 'refused'; readonly detail: string };

/**
 * Registers a public key. A terminal whose reply got lost asks again and becomes the same terminal, without using the
 * enrolment key a second time.
 */
export async function enrolTerminal(
  database: AppDatabase,
  request: EnrolmentRequest,
  nowMs: number,
  newId: () => string,
): Promise<Enrolment> {
  const { rows } = await sql<{ organization_id: string; enrolment_key_id: string }>`
    select * from find_enrolment_key(${sha256(request.enrolmentKey)})
  `.execute(database);
  const found = rows[0];
  if (found === undefined) {
    return { outcome: 'refused', detail: 'The hub does not know this enrolment key.' };
  }
  const organizationId = found.organization_id;
  const thumbprint = await calculateJwkThumbprint(request.publicKey, 'sha256');
  return inOrganization(database, organizationId, async (transaction): Promise<Enrolment> => {
    // Locked, so that terminals which enrol at once cannot go beyond the key's limit together.
    const key = await transaction
      .selectFrom('enrolment_keys')
      .selectAll()
      .where('enrolment_key_id', '=', found.enrolment_key_id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (key.revoked_at_ms !== null) {
      return { outcome: 'refused', detail: 'This enrolment key was withdrawn.' };
    }
    if (key.expires_at_ms !== null && key.expires_at_ms <= nowMs) {
      return { outcome: 'refused', detail: 'This enrolment key has expired.' };
    }
    const existing = await transaction
      .selectFrom('terminals')
      .select(['terminal_id', 'revoked_at_ms'])
      .where('thumbprint', '=', thumbprint)
      .executeTakeFirst();
    if (existing !== undefined) {
      return existing.revoked_at_ms === null
        ? { outcome: 'already-enrolled', organizationId, terminalId: existing.terminal_id }
        : { outcome: 'refused', detail: 'This terminal has been shut out.' };
    }
    if (key.use_limit !== null && key.uses >= key.use_limit) {
      return { outcome: 'refused', detail: 'This enrolment key is used up.' };
    }
    const terminalId = newId();
    const isNew = await addTerminal(transaction, {
      ...request,
      organizationId,
      terminalId,
      touchpointId: key.touchpoint_id,
      nowMs,
    });
    if (!isNew) {
      // The same terminal asked at the same time under another enrolment key.
      const other = await transaction
        .selectFrom('terminals')
        .select('terminal_id')
        .where('thumbprint', '=', thumbprint)
        .executeTakeFirstOrThrow();
      return { outcome: 'already-enrolled', organizationId, terminalId: other.terminal_id };
    }
    await transaction
      .updateTable('enrolment_keys')
      .set({ uses: key.uses + 1 })
      .where('enrolment_key_id', '=', key.enrolment_key_id)
      .execute();
    return { outcome: 'enrolled', organizationId, terminalId };
  });
}

/** Whether the two coordinates are a point on P-256; 64 arbitrary bytes hardly ever are. */
export function isPointOnCurve(key: PublicKeyJwk): boolean {
  try {
    createPublicKey({ key, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}
