import type { TerminalConfiguration } from './terminal-configuration.ts';

/**
 * The configurations a terminal holds. A new one is on trial until a page has stood with it for a while; one that takes
 * its page down again and again is set aside, and the one before it is in force again.
 *
 *   none ──adopt──▶ in force ──adopt──▶ on trial ──passed──▶ in force
 *                      ▲                   │ failed once: on trial
 *                      └───────────────────┘ failed twice: set aside
 *
 * What the hub changes within a version, such as the start screen's code, is taken in place: the version is what is
 * tried.
 */
export type HeldConfiguration = {
  /** In force. */
  readonly configuration: TerminalConfiguration | null;
  /** The last one that was in force before it and stood its trial. */
  readonly previous: TerminalConfiguration | null;
  /** Null when the one in force has stood its trial, or there is none to go back to. */
  readonly trial: { readonly failures: number } | null;
  /** Version of the newest one that was set aside; it is not taken again. */
  readonly refused: number | null;
};

export const NOTHING_HELD: HeldConfiguration = {
  configuration: null,
  previous: null,
  trial: null,
  refused: null,
};

/** How long a page has to stand with a new configuration. */
export const TRIAL_MS = 20_000;
/** Once may be chance: a page that was killed, a power cut. */
const FAILURES_TO_REFUSE = 2;

/** The same value where it is refused, or is what is in force already. */
export function adopt(held: HeldConfiguration, next: TerminalConfiguration): HeldConfiguration {
  const { configuration, previous, trial, refused } = held;
  if (isRefused(held, next) || isSame(next, configuration)) {
    return held;
  }
  if (next.version === configuration?.version) {
    return { ...held, configuration: next };
  }
  return configuration === null
    ? { configuration: next, previous: null, trial: null, refused }
    : {
        configuration: next,
        // One that is on trial itself is nothing to go back to.
        previous: trial === null ? configuration : previous,
        trial: { failures: 0 },
        refused,
      };
}

/** Whether one of this version was set aside and the hub has no newer one yet. */
export function isRefused(held: HeldConfiguration, next: TerminalConfiguration): boolean {
  return next.version === held.refused && next.version !== held.configuration?.version;
}

/** A page came down with the configuration that is on trial. */
export function trialFailed(held: HeldConfiguration): HeldConfiguration {
  const { configuration, previous, trial } = held;
  if (trial === null || configuration === null || previous === null) {
    return held;
  }
  return trial.failures + 1 < FAILURES_TO_REFUSE
    ? { ...held, trial: { failures: trial.failures + 1 } }
    : { configuration: previous, previous, trial: null, refused: configuration.version };
}

/** A page has stood for {@link TRIAL_MS} with the configuration that is on trial. */
export function trialPassed(held: HeldConfiguration): HeldConfiguration {
  return held.trial === null ? held : { ...held, trial: null, refused: null };
}

/** Both come from the same schema, which gives their fields in one order. */
function isSame(next: TerminalConfiguration, held: TerminalConfiguration | null): boolean {
  return JSON.stringify(next) === JSON.stringify(held);
}
