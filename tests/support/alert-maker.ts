import type { Alert } from '../../contract/protocol/alerts.ts';

const TERMINAL = { id: '0195c0de-0000-7000-8000-0000000000aa', name: 'Terminal 4' };

/** An alert as the hub tells it; ids follow from a small number, so that tests can name them. */
export function makeAlert(number: number, change: Partial<Alert> = {}): Alert {
  return {
    id: alertId(number),
    kind: 'live',
    cause: 'negative',
    state: 'open',
    touchpoint: { id: '0195c0de-0000-7000-8000-0000000000bb', name: `Touchpoint ${number}` },
    location: { id: '0195c0de-0000-7000-8000-0000000000cc', name: 'Utrecht Centrum' },
    terminal: TERMINAL,
    rule: null,
    presses: 1,
    measured: null,
    openedAtMs: 1_000 * number,
    lastPressAtMs: 1_000 * number,
    helpAsked: null,
    contactLeft: null,
    calledInStore: null,
    level: 0,
    acknowledged: null,
    snoozed: null,
    resolved: null,
    comments: 0,
    ...change,
  };
}

/** The same alert, picked up. */
export function acknowledgedAlert(alert: Alert, by: string, atMs: number): Alert {
  return { ...alert, state: 'acknowledged', acknowledged: { atMs, by } };
}

/** The same alert, waiting until a moment. */
export function snoozedAlert(alert: Alert, by: string, untilMs: number): Alert {
  return { ...alert, state: 'snoozed', snoozed: { untilMs, by } };
}

/** The same alert, over. */
export function resolvedAlert(alert: Alert, by: string | null, atMs: number): Alert {
  return { ...alert, state: 'resolved', resolved: { atMs, by } };
}

export function alertId(number: number): string {
  return `0195c0de-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}
