import { TRIAL_MS } from '../contract/held-configuration.ts';
import type { PageTrouble } from './recovery.ts';
import type { TerminalState } from './terminal-state.ts';

/** What a configuration can do to its page; the rest has other causes. */
const TELLING: ReadonlySet<PageTrouble> = new Set(['crashed', 'hung', 'blank', 'never-attached']);

/** Tells from what becomes of the page whether the configuration that is on trial can stay. */
export type ConfigurationTrial = {
  /** A new configuration is in force: its page has to stand from now on. */
  begin(): void;
  pageWell(): void;
  pageGone(): void;
  /** Before the next page asks what is in force. */
  pageTrouble(trouble: PageTrouble): void;
};

export function createConfigurationTrial(
  state: Pick<TerminalState, 'isOnTrial' | 'trialFailed' | 'trialPassed'>,
  monotonicMs: () => number,
): ConfigurationTrial {
  /** Since when the page stands with what is in force. */
  let sinceMs: number | null = null;
  return {
    begin() {
      sinceMs = null;
    },
    pageWell() {
      sinceMs ??= monotonicMs();
      if (state.isOnTrial() && monotonicMs() - sinceMs >= TRIAL_MS) {
        state.trialPassed();
      }
    },
    pageGone() {
      sinceMs = null;
    },
    pageTrouble(trouble) {
      if (state.isOnTrial() && TELLING.has(trouble)) {
        state.trialFailed();
      }
    },
  };
}
