/** For a port on which a box is expected, in milliseconds: soon at first, then every 5 s. */
export const RETRY_DELAYS_MS: readonly number[] = [250, 500, 1_000, 2_000, 5_000];

/** How long a connection waits for what, in milliseconds; a driver knows what its boxes take. */
export type Patience = {
  /** From the opening of the port until somebody who can be used has answered. */
  readonly verifyWithinMs: number;
  /** Without a sign of life; null where a box need not give any. */
  readonly staleAfterMs: number | null;
  /**
   * By how much a host that looks every second may be late before what waited for it is of an unknown age; null where
   * the driver itself can tell how old things are.
   */
  readonly heldUpAfterMs: number | null;
  /** How long a silent box is asked before the port is opened anew. */
  readonly reopenAfterMs: number;
  /** Pauses between tries at the port, the last of them for all that follow. */
  readonly retryDelaysMs: readonly number[];
};
