import type { PolicyContent } from '../../contract/alert-rule.ts';
import {
  IdParams,
  PoliciesReply,
  PolicyChange,
  PolicyReply,
  PolicyRequest,
  VersionQuery,
} from '../../contract/protocol/alert-rules.ts';
import { MAY_SET_ALERTS } from '../../contract/protocol/me.ts';
import { inOrganization, type AppTransaction } from '../database/database.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import type { HubContext } from '../hub-context.ts';
import { requirePerson, requireRole, type Person } from '../people/authenticate-person.ts';
import { readScope } from '../people/scope.ts';
import { holdAlertSettings } from './hold-alert-settings.ts';
import { changedMeanwhile } from './rule-routes.ts';
import { viewPolicies } from './policy-view.ts';
import { readPolicies } from './rules-in-force.ts';
import { findUnknownInPolicy, rulesOf, savePolicy } from './save-policy.ts';

const BODY_LIMIT = 32_768;

/** Who hears of alerts, and who next. Policies are for all places, so only those who may set alerts at all change them. */
export function policyRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/escalation-policies',
    {
      schema: {
        summary: 'Policies that rules may name',
        description:
          'Whoever looks after some places only is not told which people and channels of other places they name.',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        response: { 200: PoliciesReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, async (transaction) => ({
        policies: await viewPolicies(transaction, person, await readPolicies(transaction)),
      }));
    },
  );

  app.post(
    '/v1/escalation-policies',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: 'Make a policy',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        body: PolicyRequest,
        response: { 200: PolicyReply, ...problems(400, 401, 403, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      const id = hub.newId();
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        await requireEverywhere(transaction, person);
        await holdAlertSettings(transaction, person.organizationId);
        return save(transaction, person, id, request.body.policy, 0);
      });
    },
  );

  app.put(
    '/v1/escalation-policies/:id',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: 'Change a policy',
        description:
          'Makes its next version; alerts that are open keep theirs. 409 when somebody else changed it since.',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        params: IdParams,
        body: PolicyChange,
        response: { 200: PolicyReply, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      const { policy, version } = request.body;
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        await requireEverywhere(transaction, person);
        await holdAlertSettings(transaction, person.organizationId);
        await requirePolicy(transaction, request.params.id);
        return save(transaction, person, request.params.id, policy, version);
      });
    },
  );

  app.delete(
    '/v1/escalation-policies/:id',
    {
      schema: {
        summary: 'Delete a policy that no rule names',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        params: IdParams,
        querystring: VersionQuery,
        response: { 200: PolicyReply, ...problems(400, 401, 403, 404, 409, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      const { id } = request.params;
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        await requireEverywhere(transaction, person);
        await holdAlertSettings(transaction, person.organizationId);
        const content = await requirePolicy(transaction, id);
        const rules = await rulesOf(transaction, id);
        if (rules.length > 0) {
          throw new ProblemError({
            type: 'policy-in-use',
            title: 'There are rules by this policy.',
            status: 409,
            detail: `Give these another one first: ${rules.join(', ')}.`,
          });
        }
        const policy = await savePolicy(
          transaction,
          id,
          { content, after: request.query.version, deleted: true },
          changeBy(person),
        );
        if (policy === null) {
          throw changedMeanwhile();
        }
        return { policy };
      });
    },
  );

  async function save(
    transaction: AppTransaction,
    person: Person,
    id: string,
    content: PolicyContent,
    after: number,
  ): Promise<PolicyReply> {
    const unknown = await findUnknownInPolicy(transaction, content);
    if (unknown.length > 0) {
      throw new ProblemError(invalidRequest(unknown));
    }
    const policy = await savePolicy(
      transaction,
      id,
      { content, after, deleted: false },
      changeBy(person),
    );
    if (policy === null) {
      throw changedMeanwhile();
    }
    return { policy };
  }

  function changeBy({ organizationId, userId, name }: Person) {
    return { organizationId, userId, name, atMs: hub.now() };
  }
}

async function requireEverywhere(transaction: AppTransaction, person: Person): Promise<void> {
  requireRole(person, MAY_SET_ALERTS);
  const scope = await readScope(transaction, person, MAY_SET_ALERTS);
  if (scope.kind !== 'everywhere') {
    throw new ProblemError({
      type: 'beyond-places',
      title: 'Policies hold for all places, beyond those of this account.',
      status: 403,
      detail: 'Ask an administrator, or choose one of the policies there are.',
    });
  }
}

async function requirePolicy(transaction: AppTransaction, id: string): Promise<PolicyContent> {
  const found = (await readPolicies(transaction)).find((policy) => policy.id === id);
  if (found === undefined) {
    throw new ProblemError({ ...notFound(), title: 'There is no such policy.' });
  }
  const { name, levels, waits, remindEveryMs } = found;
  return { name, levels, waits, remindEveryMs };
}
