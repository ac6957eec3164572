import { createFailureLimit } from '../http/failure-limit.ts';

const WINDOW_MS = 10 * 60_000;

/** Keeps one visitor from sending for many. A shop's guests may share an address, so it may send more than a person. */
export type VisitorLimits = {
  /** Seconds to wait, or null when this address may try. */
  mayLook(address: string, nowMs: number): number | null;
  /** It asked for a page that nobody gave out. */
  wrong(address: string, nowMs: number): void;
  /** Counts something sent, and says how many seconds to wait or, with null, that it may be taken. */
  maySend(
    address: string,
    to: { readonly page: string; readonly limit: PageLimit },
    nowMs: number,
  ): number | null;
};

/** A page for one visitor, or for all who come by. */
export type PageLimit = 'one' | 'many';

/** Within ten minutes. */
const MAX_WRONG = 300;
const MAX_SENT_BY_ADDRESS = 120;
const MAX_SENT_TO: Readonly<Record<PageLimit, number>> = { one: 20, many: 1_200 };

export function createVisitorLimits(): VisitorLimits {
  const wrong = createFailureLimit({ failures: MAX_WRONG, windowMs: WINDOW_MS });
  const sentBy = createFailureLimit({ failures: MAX_SENT_BY_ADDRESS, windowMs: WINDOW_MS });
  const sentTo = {
    one: createFailureLimit({ failures: MAX_SENT_TO.one, windowMs: WINDOW_MS }),
    many: createFailureLimit({ failures: MAX_SENT_TO.many, windowMs: WINDOW_MS }),
  };
  return {
    mayLook: (address, nowMs) => wrong.retryAfterSeconds(address, nowMs),
    wrong: (address, nowMs) => wrong.fail(address, nowMs),
    maySend(address, { page, limit }, nowMs) {
      const waitSeconds =
        sentBy.retryAfterSeconds(address, nowMs) ?? sentTo[limit].retryAfterSeconds(page, nowMs);
      if (waitSeconds === null) {
        sentBy.fail(address, nowMs);
        sentTo[limit].fail(page, nowMs);
      }
      return waitSeconds;
    },
  };
}
