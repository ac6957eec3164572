import { sql } from 'kysely';
import { FeedbackEvent, type PressedEvent } from '../../contract/feedback-event.ts';
import { readFollowUpToken, type FollowUpToken } from '../../contract/follow-up-token.ts';
import type { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import type { AppDatabase, AppTransaction } from '../database/database.ts';
import { isSignedBy } from './verify-follow-up-token.ts';

/** A token that its terminal signed. */
export type SignedToken = FollowUpToken & {
  readonly organizationId: string;
  /** The terminal was shut out: only presses the hub has already are believed. */
  readonly revoked: boolean;
};

/** Null for anything that no terminal of ours has signed. */
export async function findSignedToken(
  database: AppDatabase,
  text: string,
): Promise<SignedToken | null> {
  const token = readFollowUpToken(text);
  if (token === null) {
    return null;
  }
  const { rows } = await sql<{
    organization_id: string;
    public_key: PublicKeyJwk;
    revoked: boolean;
  }>`select * from find_terminal(${token.terminalId}::uuid)`.execute(database);
  const terminal = rows[0];
  if (terminal === undefined || !(await isSignedBy(token, terminal.public_key))) {
    return null;
  }
  return { ...token, organizationId: terminal.organization_id, revoked: terminal.revoked };
}

export type FoundPress =
  | { readonly outcome: 'known'; readonly press: PressedEvent; readonly receivedMs: number }
  /** It has not come yet: the terminal is offline, or the visitor faster than it. */
  | { readonly outcome: 'to-come' }
  /** The token tells of a press that was never made so. */
  | { readonly outcome: 'none' };

/** The press a token stands for. */
export async function findPress(
  transaction: AppTransaction,
  token: SignedToken,
): Promise<FoundPress> {
  const { rows } = await sql<{ body: string; received_ms: number }>`
    select body, received_ms from events where id = ${token.pressId}::uuid
  `.execute(transaction);
  const row = rows[0];
  if (row === undefined) {
    return { outcome: token.revoked ? 'none' : 'to-come' };
  }
  const { data: event } = FeedbackEvent.safeParse(JSON.parse(row.body));
  const isThis =
    event?.type === 'pressed' &&
    event.context.terminalId === token.terminalId &&
    event.rating === token.rating;
  return isThis
    ? { outcome: 'known', press: event, receivedMs: row.received_ms }
    : { outcome: 'none' };
}
