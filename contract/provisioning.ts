import { z } from 'zod';
import { PublicKeyJwk } from './protocol/enrolment.ts';
import { TerminalConfiguration } from './terminal-configuration.ts';
import { TerminalIdentity } from './terminal-identity.ts';

/** A P-256 key with its private part (RFC 7518, section 6.2). */
export const PrivateKeyJwk = z.strictObject({ ...PublicKeyJwk.shape, d: z.base64url().length(43) });
export type PrivateKeyJwk = z.infer<typeof PrivateKeyJwk>;

/**
 * A file that sets a terminal up. With `terminal` it was enrolled beforehand, and takes presses from its first start
 * on without having reached the hub; such a file is as secret as the terminal's own folder, and for one terminal only.
 */
export const Provisioning = z.strictObject({
  v: z.literal(1),
  /** Origin of the hub. */
  hubUrl: z.url(),
  enrolmentKey: z.string().min(8).max(200).nullable(),
  terminal: z
    .strictObject({
      privateKey: PrivateKeyJwk,
      identity: TerminalIdentity,
      configuration: TerminalConfiguration,
    })
    .nullable(),
});
export type Provisioning = z.infer<typeof Provisioning>;
