import type { TerminalIdentity } from '../../contract/terminal-identity.ts';
import type { SetUpStep } from '../kiosk/kiosk-view.ts';
import { backoffMs, LONGEST_OBLIGED_MS } from './backoff.ts';
import type { EnrolmentOutcome } from './enrolment.ts';

export type EnrolmentLoopOptions = {
  /** From the configuration; null when only a person can give one. */
  readonly configuredKey: string | null;
  /** Resolves with the next key somebody types. */
  readonly nextTypedKey: () => Promise<string>;
  readonly enrol: (enrolmentKey: string) => Promise<EnrolmentOutcome>;
  readonly show: (step: SetUpStep) => void;
  readonly delay: (forMs: number) => Promise<void>;
  /** Random, from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
};

const SHORTEST_DELAY_MS = 1_000;
/** A refused key that was configured may be made good at the hub; nobody may be near to type another. */
const REFUSED_AGAIN_AFTER_MS = 2 * 60_000;

/** Until the hub knows this terminal: with the key it was given, or one that is typed. Never gives up. */
export async function enrolUntilAccepted(options: EnrolmentLoopOptions): Promise<TerminalIdentity> {
  const { configuredKey } = options;
  let key = configuredKey;
  let failures = 0;
  if (key === null) {
    options.show({ kind: 'needs-key' });
  }
  for (;;) {
    key ??= await options.nextTypedKey();
    options.show({ kind: 'enrolling' });
    const outcome = await options.enrol(key);
    switch (outcome.kind) {
      case 'enrolled':
        return outcome.identity;
      case 'refused':
        options.show({ kind: 'key-refused', detail: outcome.detail });
        key =
          configuredKey === null
            ? null
            : await Promise.race([
                options.nextTypedKey(),
                options.delay(REFUSED_AGAIN_AFTER_MS).then(() => configuredKey),
              ]);
        break;
      case 'unreachable':
        failures += 1;
        options.show({ kind: 'hub-unreachable', detail: outcome.detail });
        await options.delay(
          Math.max(
            Math.min(LONGEST_OBLIGED_MS, outcome.retryAfterMs ?? 0),
            SHORTEST_DELAY_MS + backoffMs(failures, options.random()),
          ),
        );
        break;
    }
  }
}
