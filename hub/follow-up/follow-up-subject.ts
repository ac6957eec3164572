import type { Questionnaire } from '../../contract/questionnaire.ts';
import type { Rating } from '../../contract/rating.ts';
import type { AppTransaction } from '../database/database.ts';
import { readQuestionnaire, readQuestionnaireOf } from '../publishing/read-questionnaire.ts';
import { findPress, type SignedToken } from './find-press.ts';

/** What a page adds to: a press, which may be still to come, or a web answer. */
export type FollowUpSubject = {
  readonly organizationId: string;
  /** Of the press, or of the web answer. */
  readonly pressId: string;
  /** Null for a web answer. */
  readonly terminalId: string | null;
  readonly rating: Rating;
  /** In force for it; while it is still to come, what its terminal's touchpoint asks now. */
  readonly questionnaire: Questionnaire | null;
  /** Hub time; null while it is still to come. */
  readonly receivedMs: number | null;
  /** Its language; null while it is still to come. */
  readonly language: string | null;
};

/** Null when the token tells of no press. */
export async function readPressSubject(
  transaction: AppTransaction,
  token: SignedToken,
): Promise<FollowUpSubject | null> {
  const { organizationId, pressId, terminalId, rating } = token;
  const found = await findPress(transaction, token);
  switch (found.outcome) {
    case 'none':
      return null;
    case 'to-come':
      return {
        organizationId,
        pressId,
        terminalId,
        rating,
        questionnaire: await readQuestionnaireAt(transaction, terminalId),
        receivedMs: null,
        language: null,
      };
    case 'known': {
      const { questionnaire, language } = found.press.context;
      return {
        organizationId,
        pressId,
        terminalId,
        rating,
        questionnaire:
          questionnaire === null
            ? null
            : await readQuestionnaire(transaction, questionnaire.id, questionnaire.version),
        receivedMs: found.receivedMs,
        language,
      };
    }
  }
}

/** Null when no such answer came by this link. */
export async function readWebSubject(
  transaction: AppTransaction,
  organizationId: string,
  answer: { readonly link: string; readonly answerId: string },
): Promise<FollowUpSubject | null> {
  const row = await transaction
    .selectFrom('web_answers')
    .where('answer_id', '=', answer.answerId)
    .where('link', '=', answer.link)
    .select(['rating', 'questionnaire_id', 'questionnaire_version', 'occurred_ms', 'language'])
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        organizationId,
        pressId: answer.answerId,
        terminalId: null,
        rating: row.rating,
        questionnaire:
          row.questionnaire_id === null
            ? null
            : await readQuestionnaire(transaction, row.questionnaire_id, row.questionnaire_version),
        receivedMs: row.occurred_ms,
        language: row.language,
      };
}

async function readQuestionnaireAt(
  transaction: AppTransaction,
  terminalId: string,
): Promise<Questionnaire | null> {
  const terminal = await transaction
    .selectFrom('terminals')
    .where('terminal_id', '=', terminalId)
    .select('touchpoint_id')
    .executeTakeFirst();
  return terminal === undefined || terminal.touchpoint_id === null
    ? null
    : readQuestionnaireOf(transaction, terminal.touchpoint_id);
}
