import { z } from 'zod';
import type { HubContext } from '../hub-context.ts';
import type { HubApp } from '../http/hub-app.ts';
import { findSignedToken } from './find-press.ts';
import { FollowUpForm } from './follow-up-form.ts';
import { showFollowUp, takeFollowUp, type FollowUpAddress } from './follow-up-handlers.ts';
import { readPressSubject } from './follow-up-subject.ts';
import { FORM_TYPE, MAX_FORM_BYTES } from './page-forms.ts';
import { PageQuery, pages } from './page-reply.ts';
import type { VisitorGate } from './visitor-gate.ts';

const Params = z.object({ token: z.string() });

/** The page of one press, by the token that its terminal signed. */
export function pressRoutes(app: HubApp, hub: HubContext, gate: VisitorGate): void {
  app.get(
    '/f/:token',
    {
      schema: {
        summary: 'The page of a press, by the code the kiosk showed',
        description: 'Asking for it uses nothing up, however often.',
        tags: ['visitors'],
        params: Params,
        querystring: PageQuery,
        response: pages(200, 404, 409, 410, 429, 503),
      },
    },
    async (request, reply) =>
      gate.look(request, reply, async () => {
        const address = await pressAddress(hub, request.params.token);
        return address === null ? null : showFollowUp(hub, request, reply, address);
      }),
  );

  app.post(
    '/f/:token',
    {
      bodyLimit: MAX_FORM_BYTES,
      schema: {
        summary: 'Add to a press',
        description:
          'The first to send is given a cookie and may go on for 30 minutes; nobody else may. A form sent twice is kept once.',
        tags: ['visitors'],
        consumes: [FORM_TYPE],
        params: Params,
        querystring: PageQuery,
        body: FollowUpForm,
        response: pages(303, 400, 404, 409, 410, 413, 415, 422, 429, 503),
      },
    },
    async (request, reply) =>
      gate.take(request, reply, async () => {
        const address = await pressAddress(hub, request.params.token);
        return address === null
          ? null
          : {
              to: [{ limit: 'one', id: address.pressId }],
              take: () => takeFollowUp(hub, request, reply, address, request.body),
            };
      }),
  );
}

async function pressAddress(
  hub: HubContext,
  text: string,
): Promise<(FollowUpAddress & { readonly pressId: string }) | null> {
  const token = await findSignedToken(hub.database, text);
  return token === null
    ? null
    : {
        organizationId: token.organizationId,
        pressId: token.pressId,
        path: `/f/${text}`,
        read: (transaction) => readPressSubject(transaction, token),
      };
}
