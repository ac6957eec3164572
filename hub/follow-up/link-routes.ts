import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { inOrganization } from '../database/database.ts';
import type { HubContext } from '../hub-context.ts';
import type { HubApp } from '../http/hub-app.ts';
import { findAnswerLink, LINK_PATH } from './answer-links.ts';
import { FollowUpForm } from './follow-up-form.ts';
import { showFollowUp, takeFollowUp, type FollowUpAddress } from './follow-up-handlers.ts';
import { readWebSubject } from './follow-up-subject.ts';
import { FORM_TYPE, MAX_FORM_BYTES } from './page-forms.ts';
import { PageQuery, pages, sendNotice } from './page-reply.ts';
import { AnswerForm, showStart, takeAnswer } from './start-handlers.ts';
import type { VisitorGate } from './visitor-gate.ts';

const LinkParams = z.object({ code: z.string() });
const AnswerParams = z.object({ code: z.string(), answer: z.string() });

const LINK_ROUTE = `${LINK_PATH}/:code`;
const ANSWER_ROUTE = `${LINK_ROUTE}/:answer`;

/** A touchpoint's question by a link, and the page on which more can be said of the answer. */
export function linkRoutes(app: HubApp, hub: HubContext, gate: VisitorGate): void {
  app.get(
    LINK_ROUTE,
    {
      schema: {
        summary: 'The question of a touchpoint, by its start screen’s code or a survey link',
        description: 'Asking for it never answers, whatever the address says is chosen.',
        tags: ['visitors'],
        params: LinkParams,
        querystring: PageQuery,
        response: pages(200, 404, 410, 429, 503),
      },
    },
    async (request, reply) =>
      gate.look(request, reply, () => showStart(hub, request, reply, request.params.code)),
  );

  app.post(
    LINK_ROUTE,
    {
      bodyLimit: MAX_FORM_BYTES,
      schema: {
        summary: 'Answer the question of a touchpoint',
        tags: ['visitors'],
        consumes: [FORM_TYPE],
        params: LinkParams,
        querystring: PageQuery,
        body: AnswerForm,
        response: pages(303, 400, 404, 410, 413, 415, 422, 429, 503),
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      return gate.take(request, reply, async () => {
        const found = await findAnswerLink(hub.database, code, hub.now());
        switch (found.outcome) {
          case 'missing':
            return null;
          case 'ended':
            return { to: [], take: () => sendNotice(request, reply, { kind: 'expired' }) };
          case 'found':
            return {
              to: [{ limit: 'many', id: found.link.link }],
              take: () => takeAnswer(hub, request, reply, { code, ...found.link }, request.body),
            };
        }
      });
    },
  );

  app.get(
    ANSWER_ROUTE,
    {
      schema: {
        summary: 'The page of an answer that came by a link',
        tags: ['visitors'],
        params: AnswerParams,
        querystring: PageQuery,
        response: pages(200, 404, 409, 429, 503),
      },
    },
    async (request, reply) =>
      gate.look(request, reply, async () => {
        const address = await answerAddress(hub, request.params);
        return address === null ? null : showFollowUp(hub, request, reply, address);
      }),
  );

  app.post(
    ANSWER_ROUTE,
    {
      bodyLimit: MAX_FORM_BYTES,
      schema: {
        summary: 'Add to an answer that came by a link',
        tags: ['visitors'],
        consumes: [FORM_TYPE],
        params: AnswerParams,
        querystring: PageQuery,
        body: FollowUpForm,
        response: pages(303, 400, 404, 409, 413, 415, 422, 429, 503),
      },
    },
    async (request, reply) =>
      gate.take(request, reply, async () => {
        const address = await answerAddress(hub, request.params);
        if (address === null) {
          return null;
        }
        const { organizationId, link } = address;
        const subject = await inOrganization(hub.database, organizationId, address.read);
        return subject === null
          ? null
          : {
              to: [
                { limit: 'one', id: subject.pressId },
                { limit: 'many', id: link },
              ],
              take: () => takeFollowUp(hub, request, reply, address, request.body),
            };
      }),
  );
}

async function answerAddress(
  hub: HubContext,
  { code, answer }: z.infer<typeof AnswerParams>,
): Promise<(FollowUpAddress & { readonly link: string }) | null> {
  const answerId = HubId.safeParse(answer);
  const found = answerId.success ? await findAnswerLink(hub.database, code, hub.now()) : null;
  if (!answerId.success || found?.outcome !== 'found') {
    return null;
  }
  const { organizationId, link } = found.link;
  return {
    organizationId,
    link,
    path: `${LINK_PATH}/${code}/${answerId.data}`,
    read: (transaction) =>
      readWebSubject(transaction, organizationId, { link, answerId: answerId.data }),
  };
}
