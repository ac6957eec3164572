import type { Alert } from '../../contract/protocol/alerts.ts';

/**
 * Whether one telling of an alert is certainly older than another: two can cross on their way, and what an alert
 * gathers (presses, cries for help, contacts, comments) only grows. Its state goes to and fro, so that tells nothing.
 */
export function isOlder(told: Alert, known: Alert): boolean {
  return gatheredBy(told).some((amount, index) => amount < (gatheredBy(known)[index] ?? 0));
}

function gatheredBy(alert: Alert): readonly number[] {
  const { presses, lastPressAtMs, comments, helpAsked, contactLeft } = alert;
  return [presses, lastPressAtMs, comments, helpAsked?.atMs ?? 0, contactLeft?.atMs ?? 0];
}
