import { tellContactLeft } from '../alerts/contact-left.ts';
import type { AppTransaction } from '../database/database.ts';
import { storableJson } from '../database/storable-text.ts';
import type { KeySafe } from '../sealing/key-safe.ts';
import { currentSealingKey } from '../sealing/sealing-keys.ts';
import { fingerprint } from './fingerprint.ts';
import type { Submission } from './follow-up-form.ts';
import type { FollowUpQuestions } from './follow-up-questions.ts';
import { sealContent } from './seal-content.ts';

export type Keeping = {
  readonly organizationId: string;
  /** The press, or web answer, that the submission adds to; its page is locked by the caller. */
  readonly pressId: string;
  readonly formId: string;
  readonly submission: Submission;
  readonly questions: FollowUpQuestions;
  readonly language: string;
  readonly keySafe: KeySafe;
  readonly nowMs: number;
  readonly newId: () => string;
};

type AnswerPart = {
  readonly kind: 'choice' | 'text' | 'contact';
  readonly step: string;
  readonly choices: readonly string[] | null;
  readonly sealed: Submission['words'] | Submission['contact'];
};

/** Keeps what a visitor added, each part once however often it is sent. Words and contact details are sealed first. */
export async function keepSubmission(transaction: AppTransaction, keeping: Keeping): Promise<void> {
  const { organizationId, pressId, formId, language, nowMs } = keeping;
  const key = await currentSealingKey(transaction, keeping);
  for (const part of partsOf(keeping)) {
    const answerId = keeping.newId();
    const sealed = part.sealed === null ? null : await sealContent(part.sealed, key);
    const inserted = await transaction
      .insertInto('follow_up_answers')
      .values({
        organization_id: organizationId,
        answer_id: answerId,
        press_id: pressId,
        kind: part.kind,
        step: part.step,
        choices: part.choices === null ? null : storableJson(part.choices),
        sha256: sealed?.sha256 ?? null,
        language,
        received_ms: nowMs,
        fingerprint: fingerprint(formId, part),
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows === 1n && sealed !== null) {
      await transaction
        .insertInto('sealed_parts')
        .values({
          organization_id: organizationId,
          sha256: sealed.sha256,
          event_id: answerId,
          received_ms: nowMs,
          jwe: sealed.jwe,
        })
        .execute();
    }
  }
  if (keeping.submission.contact !== null) {
    await tellContactLeft(transaction, organizationId, pressId, nowMs);
  }
}

function partsOf({ submission, questions }: Keeping): AnswerPart[] {
  const { reasons, words, contact } = submission;
  return [
    ...(reasons.length === 0 || questions.reason === null
      ? []
      : [{ kind: 'choice', step: questions.reason.id, choices: reasons, sealed: null } as const]),
    ...(words === null
      ? []
      : [{ kind: 'text', step: questions.words.id, choices: null, sealed: words } as const]),
    ...(contact === null
      ? []
      : [{ kind: 'contact', step: questions.contact.id, choices: null, sealed: contact } as const]),
  ];
}
