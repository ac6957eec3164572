import type { FastifyReply, FastifyRequest } from 'fastify';
import { inOrganization, type AppTransaction } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { bindPage, noteOpened, readBoundPage } from './bound-page.ts';
import { proofOf } from './fingerprint.ts';
import { readFollowUpForm, type FollowUpForm } from './follow-up-form.ts';
import { consentWords, writeFollowUpPage, type FollowUpPage } from './follow-up-page.ts';
import { followUpQuestions } from './follow-up-questions.ts';
import type { FollowUpSubject } from './follow-up-subject.ts';
import { newFormId } from './form-id.ts';
import { keepSubmission } from './keep-submission.ts';
import { writeThanksPage } from './notice-page.ts';
import { accessTo } from './page-access.ts';
import { pageLanguage, seeOther, sendNotice, sendPage } from './page-reply.ts';
import { LANGUAGE_PARAMETER } from './page.ts';
import { readAsking, type Asking } from './read-asking.ts';
import { giveVisitorCookie, readVisitorCookie } from './visitor-cookie.ts';

/** Of the address: something was sent, and whether somebody may call. */
export const SENT_PARAMETER = 'sent';
const WITH_CONTACT = 'contact';
const WITHOUT_CONTACT = 'yes';

/** A page that somebody gave out. */
export type FollowUpAddress = {
  readonly organizationId: string;
  readonly path: string;
  /** Null when there is nothing to add to after all. */
  readonly read: (transaction: AppTransaction) => Promise<FollowUpSubject | null>;
};

/** The page as it stands for this visitor. However often it is asked for, it uses nothing up. */
export async function showFollowUp(
  hub: HubContext,
  request: FastifyRequest,
  reply: FastifyReply,
  address: FollowUpAddress,
): Promise<FastifyReply> {
  const nowMs = hub.now();
  const cookie = readVisitorCookie(request);
  const { subject, asking, access } = await inOrganization(
    hub.database,
    address.organizationId,
    async (transaction) => {
      const subject = await address.read(transaction);
      const asking = await readAsking(transaction);
      if (subject === null) {
        return { subject, asking, access: 'missing' as const };
      }
      const page = await readBoundPage(transaction, subject.pressId, false);
      if (subject.receivedMs === null && page.openedMs === null) {
        await noteOpened(transaction, subject, nowMs);
      }
      const proofs = cookie === null ? [] : [proofOf(cookie)];
      const use = { pressReceivedMs: subject.receivedMs, ...page };
      return { subject, asking, access: accessTo(use, proofs, nowMs) };
    },
  );
  const sent = sentOf(request);
  if (subject !== null && sent !== null && (access === 'used' || cookie !== null)) {
    // Also to a phone that keeps no cookies, which is told that it was heard and cannot add anything.
    const thanks = {
      language: pageLanguage(request, subject.language),
      place: asking.place,
      hasContact: sent === WITH_CONTACT,
      morePath: access === 'open' ? address.path : null,
    };
    return sendPage(reply, 200, writeThanksPage(thanks));
  }
  if (subject === null || access !== 'open') {
    const kind = access === 'open' ? 'missing' : access;
    return sendNotice(request, reply, { kind }, asking.place);
  }
  return sendPage(reply, 200, writeFollowUpPage(pageOf(request, subject, asking), null));
}

/** Keeps what a visitor adds, if the page is theirs or nobody's yet. */
export async function takeFollowUp(
  hub: HubContext,
  request: FastifyRequest,
  reply: FastifyReply,
  address: FollowUpAddress,
  form: FollowUpForm,
): Promise<FastifyReply> {
  const nowMs = hub.now();
  const cookie = readVisitorCookie(request);
  const taken = await inOrganization(hub.database, address.organizationId, async (transaction) => {
    const subject = await address.read(transaction);
    const asking = await readAsking(transaction);
    if (subject === null) {
      return { outcome: 'missing' as const, asking };
    }
    const before = await readBoundPage(transaction, subject.pressId, false);
    const use = { pressReceivedMs: subject.receivedMs, ...before };
    const proofs = [form.form, ...(cookie === null ? [] : [cookie])].map(proofOf);
    const page = pageOf(request, subject, asking);
    const consent = consentWords(page);
    const read = readFollowUpForm(form, page.questions.reason, consent);
    if (!read.ok) {
      // A form that says nothing binds nobody, and one that may not be sent is not corrected either.
      const access = accessTo(use, proofs, nowMs);
      return access === 'open'
        ? { outcome: 'wrong' as const, page, errors: read.errors }
        : { outcome: access, asking };
    }
    await noteOpened(transaction, subject, nowMs);
    const locked = await readBoundPage(transaction, subject.pressId, true);
    const access = accessTo({ ...use, ...locked }, proofs, nowMs);
    if (access !== 'open') {
      return { outcome: access, asking };
    }
    await bindPage(transaction, subject.pressId, form.form, nowMs);
    await keepSubmission(transaction, {
      organizationId: subject.organizationId,
      pressId: subject.pressId,
      formId: form.form,
      submission: read.submission,
      questions: page.questions,
      language: page.language,
      keySafe: hub.keySafe,
      nowMs,
      newId: hub.newId,
    });
    const isByCookie =
      cookie !== null && locked.bound !== null && proofOf(cookie).equals(locked.bound.sha256);
    return {
      outcome: 'kept' as const,
      language: page.language,
      hasContact: read.submission.contact !== null,
      // The phone keeps what it was given first.
      cookie: isByCookie ? null : form.form,
    };
  });
  switch (taken.outcome) {
    case 'kept': {
      if (taken.cookie !== null) {
        giveVisitorCookie(reply, taken.cookie, address.path, hub.publicUrl.startsWith('https:'));
      }
      const query = new URLSearchParams({
        [LANGUAGE_PARAMETER]: taken.language,
        [SENT_PARAMETER]: taken.hasContact ? WITH_CONTACT : WITHOUT_CONTACT,
      });
      return seeOther(reply, `${address.path}?${query.toString()}`);
    }
    case 'wrong':
      return sendPage(reply, 422, writeFollowUpPage(taken.page, { form, errors: taken.errors }));
    case 'missing':
    case 'used':
    case 'expired':
      return sendNotice(request, reply, { kind: taken.outcome }, taken.asking.place);
  }
}

function pageOf(request: FastifyRequest, subject: FollowUpSubject, asking: Asking): FollowUpPage {
  return {
    ...asking,
    language: pageLanguage(request, subject.language),
    rating: subject.rating,
    questions: followUpQuestions(subject.questionnaire, subject.rating),
    formId: newFormId(),
  };
}

function sentOf(request: FastifyRequest): string | null {
  return new URLSearchParams(request.url.split('?', 2)[1]).get(SENT_PARAMETER);
}
