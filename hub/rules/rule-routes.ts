import type { RuleContent } from '../../contract/alert-rule.ts';
import { MAY_SET_ALERTS } from '../../contract/protocol/me.ts';
import {
  DryRunReply,
  DryRunRequest,
  IdParams,
  RuleChange,
  RuleReply,
  RuleRequest,
  RulesReply,
  VersionQuery,
} from '../../contract/protocol/alert-rules.ts';
import { inOrganization, type AppTransaction } from '../database/database.ts';
import { PERSON_SECURITY, problems } from '../http/describe-route.ts';
import { notFound } from '../http/error-replies.ts';
import type { HubApp } from '../http/hub-app.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { invalidRequest, ProblemError } from '../http/problem.ts';
import type { HubContext } from '../hub-context.ts';
import { requirePerson, requireRole, type Person } from '../people/authenticate-person.ts';
import { readScope } from '../people/scope.ts';
import { dryRun } from './dry-run.ts';
import { readRulePlaces } from './rule-places.ts';
import { holdAlertSettings } from './hold-alert-settings.ts';
import { maySeeRule, maySetRule } from './rule-rights.ts';
import { readRules, readRuleVersions } from './rules-in-force.ts';
import { findUnknown, saveRule } from './save-rule.ts';

const BODY_LIMIT = 32_768;
/** Of an organization: every press is held against them. */
const MAX_RULES = 200;

/** What raises alerts, as managers set it for their places. */
export function ruleRoutes(app: HubApp, hub: HubContext): void {
  app.get(
    '/v1/alert-rules',
    {
      schema: {
        summary: 'Rules that reach one’s places',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        response: { 200: RulesReply, ...problems(401, 403, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        const scope = await readScope(transaction, person, MAY_SET_ALERTS);
        const rules = await readRules(transaction);
        const { locationOf, above } = await readRulePlaces(transaction, scope, rules);
        return { rules: rules.filter((rule) => maySeeRule(scope, rule, locationOf, above)) };
      });
    },
  );

  app.get(
    '/v1/alert-rules/:id/versions',
    {
      schema: {
        summary: 'Every version of a rule, newest first',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        params: IdParams,
        response: { 200: RulesReply, ...problems(400, 401, 403, 404, 503) },
      },
    },
    async (request, reply) => {
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      reply.header('cache-control', 'no-store');
      return inOrganization(hub.database, person.organizationId, async (transaction) => ({
        rules: await visibleVersions(transaction, person, request.params.id),
      }));
    },
  );

  app.post(
    '/v1/alert-rules',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: 'Make a rule',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        body: RuleRequest,
        response: { 200: RuleReply, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      const id = hub.newId();
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        await holdAlertSettings(transaction, person.organizationId);
        if ((await readRules(transaction)).length >= MAX_RULES) {
          throw tooManyRules();
        }
        return save(transaction, person, id, {
          content: request.body.rule,
          after: 0,
          deleted: false,
        });
      });
    },
  );

  app.put(
    '/v1/alert-rules/:id',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: 'Change a rule',
        description: 'Makes its next version. 409 when somebody else changed it since.',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        params: IdParams,
        body: RuleChange,
        response: { 200: RuleReply, ...problems(400, 401, 403, 404, 409, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      const { rule, version } = request.body;
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        await holdAlertSettings(transaction, person.organizationId);
        await requireOwn(transaction, person, request.params.id);
        return save(transaction, person, request.params.id, {
          content: rule,
          after: version,
          deleted: false,
        });
      });
    },
  );

  app.delete(
    '/v1/alert-rules/:id',
    {
      schema: {
        summary: 'Delete a rule; its versions and alerts stay',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        params: IdParams,
        querystring: VersionQuery,
        response: { 200: RuleReply, ...problems(400, 401, 403, 404, 409, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        await holdAlertSettings(transaction, person.organizationId);
        const content = await requireOwn(transaction, person, request.params.id);
        return save(transaction, person, request.params.id, {
          content,
          after: request.query.version,
          deleted: true,
        });
      });
    },
  );

  app.post(
    '/v1/alert-rules/dry-run',
    {
      bodyLimit: BODY_LIMIT,
      schema: {
        summary: 'What a rule would have raised',
        description: 'Changes nothing. Silence and scores are told to the hour.',
        tags: ['alert rules'],
        security: PERSON_SECURITY,
        body: DryRunRequest,
        response: { 200: DryRunReply, ...problems(400, 401, 403, 404, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      requireOwnOrigin(request, hub.ownOrigins);
      const person = await requirePerson(hub, request, reply);
      requireRole(person, MAY_SET_ALERTS);
      const { rule, days } = request.body;
      return inOrganization(hub.database, person.organizationId, async (transaction) => {
        await requireReach(transaction, person, rule);
        return dryRun(transaction, rule, days, hub.now());
      });
    },
  );

  async function save(
    transaction: AppTransaction,
    person: Person,
    id: string,
    change: { content: RuleContent; after: number; deleted: boolean },
  ): Promise<RuleReply> {
    await requireReach(transaction, person, change.content);
    const unknown = change.deleted ? [] : await findUnknown(transaction, change.content);
    if (unknown.length > 0) {
      throw new ProblemError(invalidRequest(unknown));
    }
    const { organizationId, userId, name } = person;
    const by = { organizationId, userId, name, atMs: hub.now() };
    const rule = await saveRule(transaction, id, change, by);
    if (rule === null) {
      throw changedMeanwhile();
    }
    return { rule };
  }
}

function tooManyRules(): ProblemError {
  return new ProblemError({
    type: 'too-many-rules',
    title: `The organization has ${MAX_RULES} alert rules already.`,
    status: 409,
    detail: 'Delete one that is not used any more, or name more places in one that is.',
  });
}

/** 409: somebody else was quicker. */
export function changedMeanwhile(): ProblemError {
  return new ProblemError({
    type: 'changed-meanwhile',
    title: 'Somebody else changed or deleted this meanwhile.',
    status: 409,
    detail: 'Load it again, and make your change to what is there now.',
  });
}

async function visibleVersions(
  transaction: AppTransaction,
  person: Person,
  id: string,
): Promise<RulesReply['rules']> {
  const versions = await readRuleVersions(transaction, id);
  const scope = await readScope(transaction, person, MAY_SET_ALERTS);
  const { locationOf, above } = await readRulePlaces(transaction, scope, versions);
  const [newest] = versions;
  if (newest === undefined || !maySeeRule(scope, newest, locationOf, above)) {
    throw new ProblemError({ ...notFound(), title: 'There is no such rule.' });
  }
  return versions.filter((rule) => maySeeRule(scope, rule, locationOf, above));
}

/** The rule as it is, for whoever may change it as it is. */
async function requireOwn(
  transaction: AppTransaction,
  person: Person,
  id: string,
): Promise<RuleContent> {
  const [newest] = await visibleVersions(transaction, person, id);
  if (newest === undefined) {
    throw new ProblemError({ ...notFound(), title: 'There is no such rule.' });
  }
  const { name, enabled, condition, scope, policyId } = newest;
  const content = { name, enabled, condition, scope, policyId };
  await requireReach(transaction, person, content);
  return content;
}

/** Places that are not one's own are as if they were not there. */
async function requireReach(
  transaction: AppTransaction,
  person: Person,
  { scope: reach }: RuleContent,
): Promise<void> {
  const scope = await readScope(transaction, person, MAY_SET_ALERTS);
  const { locationOf } = await readRulePlaces(transaction, scope, [{ scope: reach }]);
  if (maySetRule(scope, reach, locationOf)) {
    return;
  }
  if (reach.locationIds.length + reach.touchpointIds.length > 0) {
    throw new ProblemError({ ...notFound(), title: 'There is no such place.' });
  }
  throw new ProblemError({
    type: 'beyond-places',
    title: 'The rule reaches beyond the places of this account.',
    status: 403,
    detail: 'Name locations or touchpoints of your own in its scope, or ask an administrator.',
  });
}
