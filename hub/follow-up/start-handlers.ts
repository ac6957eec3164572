import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { choiceOf } from '../../contract/choice-of-button.ts';
import { isOnScale } from '../../contract/scales.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import { readQuestionnaireOf } from '../publishing/read-questionnaire.ts';
import { findAnswerLink, LINK_PATH, type AnswerLink } from './answer-links.ts';
import { FormId } from './follow-up-form.ts';
import { newFormId } from './form-id.ts';
import { pageLanguage, seeOther, sendNotice, sendPage } from './page-reply.ts';
import { LANGUAGE_PARAMETER } from './page.ts';
import { readAsking } from './read-asking.ts';
import { scaleOf, VALUE_PARAMETER, writeStartPage } from './start-page.ts';
import { storeWebAnswer } from './store-web-answer.ts';
import { giveVisitorCookie } from './visitor-cookie.ts';

export const AnswerForm = z.object({
  form: FormId,
  value: z.string().regex(/^\d{1,2}$/, 'must be a number of the scale'),
});
export type AnswerForm = z.infer<typeof AnswerForm>;

/** The question behind a link. Null when nobody gave out such a link. */
export async function showStart(
  hub: HubContext,
  request: FastifyRequest,
  reply: FastifyReply,
  code: string,
): Promise<FastifyReply | null> {
  const found = await findAnswerLink(hub.database, code, hub.now());
  if (found.outcome === 'missing') {
    return null;
  }
  if (found.outcome === 'ended') {
    return sendNotice(request, reply, { kind: 'expired' });
  }
  const { organizationId, touchpointId } = found.link;
  const { asking, questionnaire } = await inOrganization(
    hub.database,
    organizationId,
    async (transaction) => ({
      asking: await readAsking(transaction),
      questionnaire: await readQuestionnaireOf(transaction, touchpointId),
    }),
  );
  const asked = new URLSearchParams(request.url.split('?', 2)[1]).get(VALUE_PARAMETER);
  const value = asked !== null && /^\d{1,2}$/.test(asked) ? Number(asked) : null;
  const isChosen = value !== null && isOnScale(scaleOf(questionnaire), value);
  return sendPage(
    reply,
    200,
    writeStartPage({
      ...asking,
      language: pageLanguage(request, asking.offered[0]),
      questionnaire,
      formId: newFormId(),
      preselected: isChosen ? value : null,
    }),
  );
}

/** Takes the answer, and leads to the page where more can be said of it. */
export async function takeAnswer(
  hub: HubContext,
  request: FastifyRequest,
  reply: FastifyReply,
  link: AnswerLink & { readonly code: string },
  form: AnswerForm,
): Promise<FastifyReply> {
  const nowMs = hub.now();
  const value = Number(form.value);
  const taken = await inOrganization(hub.database, link.organizationId, async (transaction) => {
    const questionnaire = await readQuestionnaireOf(transaction, link.touchpointId);
    const scale = scaleOf(questionnaire);
    const asking = await readAsking(transaction);
    const language = pageLanguage(request, asking.offered[0]);
    if (!isOnScale(scale, value)) {
      // The question changed while the page was open: it is asked anew.
      return {
        outcome: 'asked-anew' as const,
        page: { ...asking, language, questionnaire, formId: newFormId(), preselected: null },
      };
    }
    const stored = await storeWebAnswer(transaction, {
      link,
      questionnaire,
      choice: choiceOf(scale, value),
      formId: form.form,
      language,
      nowMs,
      newId: hub.newId,
      jobs: hub.jobs,
    });
    return { ...stored, language };
  });
  if (taken.outcome === 'asked-anew') {
    return sendPage(reply, 422, writeStartPage(taken.page));
  }
  if (taken.outcome === 'full') {
    const { retryAfterSeconds } = taken;
    return sendNotice(request, reply, { kind: 'full', retryAfterSeconds });
  }
  const { opened } = taken;
  hub.metrics.alerts.inc({ kind: 'live' }, opened.live);
  hub.metrics.alerts.inc({ kind: 'late' }, opened.late);
  const path = `${LINK_PATH}/${link.code}/${taken.answerId}`;
  giveVisitorCookie(reply, form.form, path, hub.publicUrl.startsWith('https:'));
  return seeOther(reply, `${path}?${LANGUAGE_PARAMETER}=${taken.language}`);
}
