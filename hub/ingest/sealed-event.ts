import { hash } from 'node:crypto';
import type { SealedEvent } from '../../contract/feedback-event.ts';

/** A compact JWE (RFC 7516, section 7.1) without an encrypted key, as `ECDH-ES` has none. */
const COMPACT_JWE = /^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/;

/** Why the hub cannot keep what a sealed event carries; null when it can. */
export function faultOfSealed({ jwe, sha256 }: SealedEvent): string | null {
  if (!COMPACT_JWE.test(jwe)) {
    return 'jwe: must be a compact JWE';
  }
  return hash('sha256', jwe) === sha256 ? null : 'sha256: must be that of the JWE';
}

/** The event as it is kept for good: what may have to be erased is not in it. */
export function withoutContent(event: SealedEvent): string {
  return JSON.stringify({ ...event, jwe: undefined });
}

/** As {@link withoutContent}, of something that was refused and need not be an event. */
export function bodyWithoutContent(body: string, json: unknown): string {
  const isSealed =
    typeof json === 'object' && json !== null && 'type' in json && json.type === 'sealed';
  return isSealed ? JSON.stringify({ ...json, jwe: null }) : body;
}
