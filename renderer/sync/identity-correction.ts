import { AuthorizationServerMetadata } from '../../contract/protocol/token.ts';
import type { TerminalIdentity } from '../../contract/terminal-identity.ts';
import type { EnrolmentOutcome } from './enrolment.ts';
import type { HubClient } from './hub-client.ts';

/** A terminal that was shut out on purpose must not knock at every refusal. */
export const ENROL_AGAIN_EVERY_MS = 60 * 60_000;

export type IdentityCorrectionOptions = {
  readonly client: HubClient;
  /** Null when only a person can give a key: then nothing is enrolled again. */
  readonly configuredKey: string | null;
  readonly enrol: (enrolmentKey: string) => Promise<EnrolmentOutcome>;
  readonly monotonicMs: () => number;
};

/**
 * What to do about an identity the hub refuses. The hub may have another public address than when this terminal
 * enrolled; or it was restored from before then, and the configured key lets the terminal in again. Resolves with the
 * corrected identity, or null when there is nothing to correct.
 */
export function createIdentityCorrection(
  options: IdentityCorrectionOptions,
): (refused: TerminalIdentity) => Promise<TerminalIdentity | null> {
  let enrolAgainAtMs = Number.NEGATIVE_INFINITY;

  async function withNewIssuer(refused: TerminalIdentity): Promise<TerminalIdentity | null> {
    const result = await options.client.ask({
      method: 'GET',
      path: '/.well-known/oauth-authorization-server',
      reply: AuthorizationServerMetadata,
    });
    return result.kind === 'ok' && result.value.issuer !== refused.issuer
      ? { ...refused, issuer: result.value.issuer }
      : null;
  }

  async function enrolledAgain(refused: TerminalIdentity): Promise<TerminalIdentity | null> {
    const { configuredKey } = options;
    if (configuredKey === null || options.monotonicMs() < enrolAgainAtMs) {
      return null;
    }
    enrolAgainAtMs = options.monotonicMs() + ENROL_AGAIN_EVERY_MS;
    const outcome = await options.enrol(configuredKey);
    return outcome.kind === 'enrolled' && outcome.identity.terminalId !== refused.terminalId
      ? outcome.identity
      : null;
  }

  return async (refused) => (await withNewIssuer(refused)) ?? enrolledAgain(refused);
}
