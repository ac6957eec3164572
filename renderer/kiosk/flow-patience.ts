import type { Flow } from './flow.ts';

/** A thank-you that steps follow. */
export const THANKED_MS = 1_600;
/** Enough to read what is offered. */
export const OFFERS_MS = 12_000;
/** Enough to take out a phone as well. */
export const CODE_MS = 20_000;
/** A page says for so long that it is about to close. */
export const SOON_MS = 6_000;
/** How long a visitor waits for somebody to be found, and how long it stays that somebody comes, or that nobody did. */
export const HELP_MS = 120_000;
export const COMING_MS = 20_000;
export const UNANSWERED_MS = 20_000;
/** Sealing takes milliseconds; a machine that cannot says so instead of nothing. */
export const SEALED_WITHIN_MS = 5_000;
/** Enough to read that it failed. */
export const FAILED_MS = 6_000;

const STEP_MS = { open: null, sealing: SEALED_WITHIN_MS, failed: FAILED_MS } as const;
const CALL_MS = { asked: HELP_MS, coming: COMING_MS, unanswered: UNANSWERED_MS } as const;

/** How long the page stays for a visitor who does nothing. */
export function patienceMs({ stage, path, offers }: Flow): number {
  switch (stage.at) {
    case 'thanked':
      return THANKED_MS;
    case 'step':
      return STEP_MS[stage.keeping] ?? path.stepTimeoutMs;
    case 'thanks': {
      const coded = offers.some(({ kind }) => kind === 'follow-up' || kind === 'review');
      const readingMs = coded ? CODE_MS : OFFERS_MS;
      return offers.length === 0 ? path.thanksMs : Math.max(path.thanksMs, readingMs);
    }
    case 'help':
      return CALL_MS[stage.call];
  }
}

/** The last part of a page's patience, of which it tells. */
export function soonMs(flow: Flow): number {
  return Math.min(SOON_MS, patienceMs(flow) / 2);
}

/** From entering a page until it closes, or says that it is about to. */
export function firstWakeMs(flow: Flow): number {
  const { stage, offers } = flow;
  const tells =
    (stage.at === 'step' && stage.keeping === 'open') ||
    (stage.at === 'thanks' && offers.length > 0);
  return tells ? patienceMs(flow) - soonMs(flow) : patienceMs(flow);
}
