import type { Problem } from '../../contract/protocol/problem.ts';

/** Why the hub did not do what was asked, as far as the person at the screen can act on it. */
export type HubFailure =
  /** No reply, or one that is not the hub's (a captive portal, a proxy's error page). */
  | { kind: 'unreachable' }
  /** Nobody is signed in any more. */
  | { kind: 'signed-out' }
  /** E-mail and password do not belong together. */
  | { kind: 'wrong-credentials' }
  /** Signed in, but without a place in any organization or without the right. */
  | { kind: 'forbidden' }
  /** The page was opened at an address the hub does not take for its own. */
  | { kind: 'foreign-origin' }
  | { kind: 'not-found' }
  /** Asked too often; null when the hub did not say how long to wait. */
  | { kind: 'too-many'; retryAfterSeconds: number | null }
  /** The hub said no, and why. */
  | { kind: 'refused'; problem: Problem }
  /** The hub itself failed, status 5xx. */
  | { kind: 'hub-error'; status: number }
  /** A reply of a shape this console does not know: the hub was updated, or this page is old. */
  | { kind: 'unreadable' };

export type HubResult<Value> = { ok: true; value: Value } | { ok: false; failure: HubFailure };

/** Why it failed; null when it did not, or nothing was asked yet. */
export function failureOf(result: HubResult<unknown> | undefined): HubFailure | null {
  return result?.ok === false ? result.failure : null;
}
