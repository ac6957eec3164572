import { z } from 'zod';
import { HubId } from './identifiers.ts';

/** What enrolment gave this terminal; kept beside its key. */
export const TerminalIdentity = z.strictObject({
  terminalId: HubId,
  organizationId: HubId,
  /** Audience of token assertions. */
  issuer: z.url(),
});
export type TerminalIdentity = z.infer<typeof TerminalIdentity>;
