import type { HubContext } from '../hub-context.ts';
import type { HubApp } from '../http/hub-app.ts';
import { faceRoutes } from './face-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { acceptPageForms } from './page-forms.ts';
import { replyWithPage } from './page-reply.ts';
import { pressRoutes } from './press-routes.ts';
import { createVisitorGate } from './visitor-gate.ts';
import { createVisitorLimits } from './visitor-limits.ts';

/** The pages that visitors open by phone. Every answer is a page, errors too. */
export async function pageRoutes(app: HubApp, hub: HubContext): Promise<void> {
  const gate = createVisitorGate(hub, createVisitorLimits());
  await app.register(async (scope: HubApp) => {
    acceptPageForms(scope);
    scope.setErrorHandler(replyWithPage);
    pressRoutes(scope, hub, gate);
    linkRoutes(scope, hub, gate);
    await faceRoutes(scope);
    scope.get('/f/*', { schema: { hide: true } }, async (request, reply) =>
      gate.look(request, reply, async () => null),
    );
  });
}
