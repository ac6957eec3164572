/**
 * Who may use a press's page.
 *
 *     unopened ──GET, POST──▶ open ──first POST──▶ bound ──30 min──▶ used
 *                              │
 *                              └──7 days──▶ expired
 *
 * GET never leaves `open`, however often. While it is bound it is open to the phone that was first, and used to others.
 * The 7 days count from the hub's receipt of the press or the first opening, whichever was earlier: the terminal's clock
 * may be wrong.
 */
export type PageUse = {
  /** Hub time; null while the press has not come. */
  readonly pressReceivedMs: number | null;
  /** Hub time; null where nobody opened the page before, or not before the press had come. */
  readonly openedMs: number | null;
  readonly bound: { readonly sha256: Buffer; readonly untilMs: number } | null;
};

export const PAGE_LASTS_MS = 7 * 86_400_000;
export const BOUND_FOR_MS = 30 * 60_000;

/** @param proofs SHA-256 of what this phone has to show: its cookie, the form it sends. */
export function accessTo(
  use: PageUse,
  proofs: readonly Buffer[],
  nowMs: number,
): 'open' | 'used' | 'expired' {
  const { bound } = use;
  if (bound !== null) {
    const isFirst = proofs.some((proof) => proof.equals(bound.sha256));
    return isFirst && nowMs < bound.untilMs ? 'open' : 'used';
  }
  const sinceMs = Math.min(use.pressReceivedMs ?? nowMs, use.openedMs ?? nowMs);
  return nowMs - sinceMs < PAGE_LASTS_MS ? 'open' : 'expired';
}
