import {
  EnrolmentReply,
  type EnrolmentRequest,
  type PublicKeyJwk,
} from '../../contract/protocol/enrolment.ts';
import type { TerminalIdentity } from '../../contract/terminal-identity.ts';
import type { HubClient } from './hub-client.ts';
import { describeResult, retryAfterMs } from './hub-result.ts';

export type EnrolmentOutcome =
  | { readonly kind: 'enrolled'; readonly identity: TerminalIdentity }
  /** The hub will not take this key, however often it is tried. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Worth trying again; not before the hub said so, where it did. */
  | {
      readonly kind: 'unreachable';
      readonly detail: string;
      readonly retryAfterMs: number | null;
    };

export type EnrolmentOptions = {
  readonly client: HubClient;
  readonly publicKey: PublicKeyJwk;
  readonly shell: EnrolmentRequest['shell'];
  readonly appVersion: string;
};

/** Registers the terminal's public key. Safe to repeat: the hub knows the key again. */
export async function enrol(
  options: EnrolmentOptions,
  enrolmentKey: string,
): Promise<EnrolmentOutcome> {
  const request: EnrolmentRequest = {
    enrolmentKey,
    publicKey: options.publicKey,
    shell: options.shell,
    appVersion: options.appVersion,
  };
  const result = await options.client.ask({
    method: 'POST',
    path: '/v1/enrolments',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    reply: EnrolmentReply,
  });
  if (result.kind === 'ok') {
    const { terminalId, organizationId, issuer } = result.value;
    return { kind: 'enrolled', identity: { terminalId, organizationId, issuer } };
  }
  if (result.kind === 'refused' && [400, 401, 403, 409, 422].includes(result.status)) {
    return { kind: 'refused', detail: result.detail };
  }
  return {
    kind: 'unreachable',
    detail: describeResult(result),
    retryAfterMs: retryAfterMs(result),
  };
}
