import { Questionnaire } from '../../contract/questionnaire.ts';
import type { AppTransaction } from '../database/database.ts';

/** Who asks: whose name stands on the page and in the consent, and the languages they offer. */
export type Asking = { readonly place: string; readonly offered: readonly string[] };

/** How long a name in a consent may be; a longer one is cut. */
const MAX_PLACE_LENGTH = 120;

export async function readAsking(transaction: AppTransaction): Promise<Asking> {
  const row = await transaction
    .selectFrom('organizations as o')
    .innerJoin('configurations as c', 'c.organization_id', 'o.organization_id')
    .select(['o.name', 'c.languages', 'c.appearance'])
    .executeTakeFirstOrThrow();
  const place = row.appearance.brand?.name ?? row.name;
  return { place: place.slice(0, MAX_PLACE_LENGTH), offered: row.languages };
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
    .select(['version', 'kind', 'question', 'ends', 'paths']);
  if (version !== null) {
    query = query.where('version', '=', version);
  }
  const row = await query.executeTakeFirst();
  return row === undefined
    ? null
    : Questionnaire.parse({
        id: questionnaireId,
        version: row.version,
        kind: row.kind,
        question: row.question,
        ends: row.ends,
        ...(row.paths === null ? {} : { paths: row.paths }),
      });
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
