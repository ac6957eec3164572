import type { Alert } from '../../contract/protocol/alerts.ts';

/** What somebody does with an alert; times are the hub's, in milliseconds. */
export type AlertAction =
  | { kind: 'acknowledge'; atMs: number; by: string }
  | { kind: 'hand-back' }
  | { kind: 'snooze'; forMs: number; untilMs: number; by: string }
  | { kind: 'resolve'; atMs: number; by: string }
  | { kind: 'reopen' };

/** Somebody should look after it, and nobody does. */
export function isWaiting({ state }: Pick<Alert, 'state'>): boolean {
  return state === 'open' || state === 'escalated';
}

/** What the hub would allow, by the alert's state. */
export function allows({ state }: Pick<Alert, 'state'>, kind: AlertAction['kind']): boolean {
  switch (kind) {
    case 'acknowledge':
      return state !== 'acknowledged' && state !== 'resolved';
    case 'hand-back':
      return state === 'acknowledged';
    case 'snooze':
      return state === 'open' || state === 'escalated' || state === 'snoozed';
    case 'resolve':
      return state !== 'resolved';
    case 'reopen':
      return state === 'resolved';
  }
}

/** The alert as it will be once the hub took the action; unchanged where its state does not allow it any more. */
export function afterAction(alert: Alert, action: AlertAction): Alert {
  if (!allows(alert, action.kind)) {
    return alert;
  }
  switch (action.kind) {
    case 'acknowledge':
      return {
        ...alert,
        state: 'acknowledged',
        acknowledged: { atMs: action.atMs, by: action.by },
        snoozed: null,
      };
    case 'hand-back':
      return { ...alert, state: alert.level > 0 ? 'escalated' : 'open', acknowledged: null };
    case 'snooze':
      return {
        ...alert,
        state: 'snoozed',
        snoozed: { untilMs: action.untilMs, by: action.by },
      };
    case 'resolve':
      return {
        ...alert,
        state: 'resolved',
        resolved: { atMs: action.atMs, by: action.by },
        snoozed: null,
      };
    case 'reopen':
      return { ...alert, state: 'open', level: 0, acknowledged: null, resolved: null };
  }
}
