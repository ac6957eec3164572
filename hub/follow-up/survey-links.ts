import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import type { AppTransaction } from '../database/database.ts';
import { requireTouchpoint } from '../publishing/known-places.ts';
import { readQuestionnaireOf } from '../publishing/read-questionnaire.ts';
import { LINK_PATH, SURVEY_NAME_LENGTH } from './answer-links.ts';
import { writeEmailSnippet } from './email-snippet.ts';
import { choosePageLanguage, type PageLanguage } from './languages.ts';
import { readAsking } from './read-asking.ts';

/** A link for e-mails and pages, by which anybody may answer a touchpoint's question until it is revoked. */
export type SurveyLink = {
  readonly url: string;
  /** HTML to put into an e-mail: the question, and its answers to click. */
  readonly snippet: string;
};

/**
 * @param language of the snippet; null for the organization's first.
 * @throws UnknownPlaceError when the organization has no such touchpoint.
 */
export async function createSurveyLink(
  transaction: AppTransaction,
  at: { readonly organizationId: string; readonly touchpointId: string },
  how: {
    readonly publicUrl: string;
    readonly language: PageLanguage | null;
    readonly nowMs: number;
  },
): Promise<SurveyLink> {
  const { organizationId, touchpointId } = at;
  await requireTouchpoint(transaction, organizationId, touchpointId);
  const link = randomBytes((SURVEY_NAME_LENGTH * 3) / 4).toString('base64url');
  await transaction
    .insertInto('answer_links')
    .values({
      organization_id: organizationId,
      link,
      touchpoint_id: touchpointId,
      kind: 'survey',
      day_key: null,
      created_at_ms: how.nowMs,
    })
    .execute();
  const { offered } = await readAsking(transaction);
  const url = `${how.publicUrl}${LINK_PATH}/${link}`;
  const snippet = writeEmailSnippet({
    language: choosePageLanguage(how.language ?? undefined, undefined, offered[0]),
    offered,
    questionnaire: await readQuestionnaireOf(transaction, touchpointId),
    linkUrl: url,
    publicUrl: how.publicUrl,
  });
  return { url, snippet };
}

/**
 * From now on the link leads to a page that says that it has ended. Revoking twice keeps the first time.
 *
 * @param url or its last part.
 * @returns false when the organization has no such survey link.
 */
export async function revokeSurveyLink(
  transaction: AppTransaction,
  url: string,
  nowMs: number,
): Promise<boolean> {
  const link = url.split('?', 1)[0]?.split('/').at(-1) ?? '';
  const { numUpdatedRows } = await transaction
    .updateTable('answer_links')
    .set({ revoked_at_ms: sql<number>`coalesce(revoked_at_ms, ${nowMs}::bigint)` })
    .where('link', '=', link)
    .where('kind', '=', 'survey')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
