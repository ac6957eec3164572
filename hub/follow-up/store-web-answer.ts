import { sql } from 'kysely';
import type { Choice } from '../../contract/choice.ts';
import type { Questionnaire } from '../../contract/questionnaire.ts';
import { raiseAlerts, type RaisedAlerts } from '../alerts/raise-alerts.ts';
import type { AppTransaction } from '../database/database.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { AnswerLink } from './answer-links.ts';
import { bindPage, noteOpened } from './bound-page.ts';
import { fingerprint } from './fingerprint.ts';
import { kindOfWebAlert, LIVE_ANSWERS_WITHIN_MS } from './web-alert-rule.ts';

export type WebAnswer = {
  readonly link: AnswerLink;
  readonly questionnaire: Questionnaire | null;
  readonly choice: Choice;
  readonly formId: string;
  readonly language: string;
  readonly nowMs: number;
  readonly newId: () => string;
  readonly jobs: Jobs;
};

export type StoredWebAnswer =
  | (RaisedAlerts & { readonly outcome: 'stored'; readonly answerId: string })
  /** The link takes no more today. */
  | { readonly outcome: 'full'; readonly retryAfterSeconds: number };

/** By one link in a UTC day: whoever sends form after form fills no disk. */
const MAX_A_DAY = 2_000;
const DAY_MS = 86_400_000;

const NOTHING_RAISED: RaisedAlerts = { opened: { live: 0, late: 0 } };

/**
 * Stores an answer under the touchpoint's next number, and raises an alert where it is negative; see {@link kindOfWebAlert}. The same form with the same
 * choice is the same answer, however often it comes.
 */
export async function storeWebAnswer(
  transaction: AppTransaction,
  answer: WebAnswer,
): Promise<StoredWebAnswer> {
  const { choice, formId, nowMs } = answer;
  const { organizationId, touchpointId, link } = answer.link;
  const print = fingerprint(formId, [link, choice]);
  // The lock that batches with alerts at this touchpoint take, so that numbers and alerts are given one by one.
  await sql`select pg_advisory_xact_lock(hashtextextended(${touchpointId}, 0))`.execute(
    transaction,
  );
  const known = await transaction
    .selectFrom('web_answers')
    .where('fingerprint', '=', print)
    .select('answer_id')
    .executeTakeFirst();
  if (known !== undefined) {
    return { outcome: 'stored', ...NOTHING_RAISED, answerId: known.answer_id };
  }
  const dayStartMs = nowMs - (nowMs % DAY_MS);
  const { today } = await transaction
    .selectFrom('web_answers')
    .where('link', '=', link)
    .where('occurred_ms', '>=', dayStartMs)
    .select(({ fn }) => fn.countAll().as('today'))
    .executeTakeFirstOrThrow();
  if (Number(today) >= MAX_A_DAY) {
    return {
      outcome: 'full',
      retryAfterSeconds: Math.ceil((dayStartMs + DAY_MS - nowMs) / 1_000),
    };
  }
  const answerId = answer.newId();
  await transaction
    .insertInto('web_answers')
    .values({
      organization_id: organizationId,
      answer_id: answerId,
      touchpoint_id: touchpointId,
      number: sql<number>`1 + coalesce(
        (select max(number) from web_answers where touchpoint_id = ${touchpointId}::uuid), 0)`,
      link,
      questionnaire_id: answer.questionnaire?.id ?? null,
      questionnaire_version: answer.questionnaire?.version ?? null,
      language: answer.language,
      rating: choice.rating,
      scale: choice.score?.scale ?? null,
      score: choice.score?.value ?? null,
      occurred_ms: nowMs,
      fingerprint: print,
    })
    .execute();
  await noteOpened(transaction, { organizationId, pressId: answerId, terminalId: null }, nowMs);
  await bindPage(transaction, answerId, formId, nowMs);
  if (choice.rating !== 'negative') {
    return { outcome: 'stored', ...NOTHING_RAISED, answerId };
  }
  const liveAnswers = await countLiveAnswers(transaction, touchpointId, nowMs);
  const kind = kindOfWebAlert(answer.link.codeAgeDays, liveAnswers);
  const raised = await raiseAlerts(
    transaction,
    { organizationId, terminalId: null },
    [{ cause: 'press', pressId: answerId, kind, touchpointId, atMs: nowMs }],
    { organizationId, jobs: answer.jobs, newId: answer.newId, nowMs },
    true,
  );
  return { outcome: 'stored', ...raised, answerId };
}

async function countLiveAnswers(
  transaction: AppTransaction,
  touchpointId: string,
  nowMs: number,
): Promise<number> {
  const { rows } = await sql<{ live: number }>`
    select count(*)::int as live
    from web_answers w
    join alert_presses p on p.press_id = w.answer_id
    join alerts a on a.alert_id = p.alert_id and a.kind = 'live'
    where w.touchpoint_id = ${touchpointId}::uuid and w.rating = 'negative'
      and w.occurred_ms > ${nowMs - LIVE_ANSWERS_WITHIN_MS}::bigint
  `.execute(transaction);
  return rows[0]?.live ?? 0;
}
