import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AppDatabase, AppTransaction } from '../database/database.ts';

export const ACCESS_TOKEN_SECONDS = 30 * 60;

export type AuthenticatedTerminal = {
  readonly organizationId: string;
  readonly terminalId: string;
};

export type TokenCheck =
  | { readonly outcome: 'valid'; readonly terminal: AuthenticatedTerminal }
  | { readonly outcome: 'unknown' | 'expired' | 'revoked' };

/** A new opaque token; only its SHA-256 is kept. See `docs/adr/0010-opaque-access-tokens.md`. */
export async function issueAccessToken(
  transaction: AppTransaction,
  terminal: AuthenticatedTerminal,
  nowMs: number,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await transaction
    .deleteFrom('access_tokens')
    .where('terminal_id', '=', terminal.terminalId)
    .where('expires_at_ms', '<', nowMs)
    .execute();
  await transaction
    .insertInto('access_tokens')
    .values({
      organization_id: terminal.organizationId,
      token_sha256: sha256(token),
      terminal_id: terminal.terminalId,
      expires_at_ms: nowMs + ACCESS_TOKEN_SECONDS * 1_000,
    })
    .execute();
  return token;
}

/** Asked on every request, so a revoked token or terminal is refused at once. */
export async function checkAccessToken(
  database: AppDatabase,
  token: string,
  nowMs: number,
): Promise<TokenCheck> {
  const { rows } = await sql<{
    organization_id: string;
    terminal_id: string;
    expires_at_ms: number;
    revoked: boolean;
  }>`select * from find_access_token(${sha256(token)})`.execute(database);
  const found = rows[0];
  if (found === undefined) {
    return { outcome: 'unknown' };
  }
  if (found.revoked) {
    return { outcome: 'revoked' };
  }
  if (found.expires_at_ms <= nowMs) {
    return { outcome: 'expired' };
  }
  return {
    outcome: 'valid',
    terminal: { organizationId: found.organization_id, terminalId: found.terminal_id },
  };
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
