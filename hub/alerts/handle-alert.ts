import { sql } from 'kysely';
import type { Alert, AlertState } from '../../contract/protocol/alerts.ts';
import { MAY_HANDLE_ALERTS } from '../../contract/protocol/me.ts';
import { notFound } from '../http/error-replies.ts';
import { ProblemError } from '../http/problem.ts';
import type { HubContext } from '../hub-context.ts';
import { requireRole, type Person } from '../people/authenticate-person.ts';
import { inScope } from '../people/in-scope.ts';
import { withinScope } from '../people/scope.ts';
import type { AlertEvent, By } from './alert-machine.ts';
import { changeAlert } from './change-alert.ts';
import { readAlert } from './read-alerts.ts';
import { tellingWork } from './tell-notices.ts';

/**
 * Lets somebody do something with an alert of the places where they may, and answers with what became of it.
 *
 * @throws ProblemError where they may not, where there is none, and where its state does not allow it.
 */
export async function handleAlert(
  hub: HubContext,
  person: Person,
  alertId: string,
  eventBy: (by: By, nowMs: number) => AlertEvent,
): Promise<Alert> {
  requireRole(person, MAY_HANDLE_ALERTS);
  const { userId, name, organizationId } = person;
  const nowMs = hub.now();
  const event = eventBy({ userId, name }, nowMs);
  return inScope(hub, person, MAY_HANDLE_ALERTS, async (transaction, scope) => {
    const work = tellingWork(hub, organizationId, nowMs);
    const which = sql<boolean>`
      a.alert_id = ${alertId}::uuid and ${withinScope(scope, sql`a.location_id`)}`;
    const changed = await changeAlert(transaction, work, which, event);
    if (changed.outcome === 'refused') {
      throw refusal(changed.held.status.state, event);
    }
    const alert = changed.outcome === 'none' ? null : await readAlert(transaction, alertId);
    if (alert === null) {
      throw noSuchAlert();
    }
    return alert;
  });
}

export function noSuchAlert(): ProblemError {
  return new ProblemError({ ...notFound(), title: 'There is no such alert.' });
}

const STATES: Readonly<Record<AlertState, string>> = {
  open: 'The alert waits for somebody.',
  escalated: 'The alert waits for somebody.',
  snoozed: 'The alert is snoozed.',
  acknowledged: 'Somebody takes care of the alert.',
  resolved: 'The alert is over.',
};

function refusal(state: AlertState, { kind }: AlertEvent): ProblemError {
  return new ProblemError({
    type: 'alert-state',
    title: STATES[state],
    status: 409,
    detail: remedyFor(kind),
  });
}

function remedyFor(kind: AlertEvent['kind']): string {
  switch (kind) {
    case 'handed-back':
      return 'Only what somebody takes care of can be handed back.';
    case 'reopened':
      return 'Only what is over can be reopened.';
    case 'snoozed':
      return 'Only what waits for somebody can be snoozed; hand it back or reopen it first.';
    default:
      return 'Reopen it first.';
  }
}
