import type { Selectable } from 'kysely';
import { Questionnaire } from '../../contract/questionnaire.ts';
import type { AppSchema } from '../database/app-schema.ts';
import type { AppTransaction } from '../database/database.ts';

type QuestionnaireRow = Omit<Selectable<AppSchema['questionnaires']>, 'organization_id'>;

/**
 * What a stored version says; what was published before it had paths or a timeout gets the defaults.
 *
 * @throws ZodError when the row holds no questionnaire.
 */
export function questionnaireOf(row: QuestionnaireRow): Questionnaire {
  return Questionnaire.parse({
    id: row.questionnaire_id,
    version: row.version,
    kind: row.kind,
    question: row.question,
    ends: row.ends,
    ...(row.paths === null ? {} : { paths: row.paths }),
    ...(row.step_timeout_ms === null ? {} : { stepTimeoutMs: row.step_timeout_ms }),
  });
}

/** That version of a questionnaire, or with null the newest. Null when there is none. */
export async function readQuestionnaire(
  transaction: AppTransaction,
  questionnaireId: string,
  version: number | null,
): Promise<Questionnaire | null> {
  let query = transaction
    .selectFrom('questionnaires')
    .where('questionnaire_id', '=', questionnaireId)
    .orderBy('version', 'desc')
    .limit(1)
    .select([
      'questionnaire_id',
      'version',
      'kind',
      'question',
      'ends',
      'paths',
      'step_timeout_ms',
    ]);
  if (version !== null) {
    query = query.where('version', '=', version);
  }
  const row = await query.executeTakeFirst();
  return row === undefined ? null : questionnaireOf(row);
}

/** What a touchpoint asks now. */
export async function readQuestionnaireOf(
  transaction: AppTransaction,
  touchpointId: string,
): Promise<Questionnaire | null> {
  const row = await transaction
    .selectFrom('touchpoints')
    .where('touchpoint_id', '=', touchpointId)
    .select('questionnaire_id')
    .executeTakeFirst();
  return row === undefined || row.questionnaire_id === null
    ? null
    : readQuestionnaire(transaction, row.questionnaire_id, null);
}
