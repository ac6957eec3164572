import type { AppTransaction } from '../database/database.ts';
import { storableJson } from '../database/storable-text.ts';
import type { QuestionnaireContent } from './publication.ts';

/**
 * Stores the next version of a questionnaire, or its first; a version never changes afterwards. The caller has counted
 * the configuration up, so that versions are given out one by one.
 *
 * @returns the version.
 */
export async function publishQuestionnaire(
  transaction: AppTransaction,
  organizationId: string,
  questionnaireId: string,
  content: QuestionnaireContent,
): Promise<number> {
  const version = (await latestVersion(transaction, questionnaireId)) + 1;
  await transaction
    .insertInto('questionnaires')
    .values({
      organization_id: organizationId,
      questionnaire_id: questionnaireId,
      version,
      kind: content.kind,
      question: storableJson(content.question),
      ends: content.ends === null ? null : storableJson(content.ends),
      paths: storableJson(content.paths),
      step_timeout_ms: content.stepTimeoutMs,
    })
    .execute();
  return version;
}

/** The version published last, or 0. */
export async function latestVersion(
  transaction: AppTransaction,
  questionnaireId: string,
): Promise<number> {
  const row = await transaction
    .selectFrom('questionnaires')
    .where('questionnaire_id', '=', questionnaireId)
    .orderBy('version', 'desc')
    .limit(1)
    .select('version')
    .executeTakeFirst();
  return row?.version ?? 0;
}
