import { createFailureLimit } from '../http/failure-limit.ts';

const WINDOW_MS = 10 * 60_000;

/** Keeps one visitor from sending for many. A shop's guests may share an address, so it may send more than a person. */
export type VisitorLimits = {
  /** Seconds to wait, or null when this address may try. */
  mayLook(address: string, nowMs: number): number | null;
  /** It asked for a page that nobody gave out. */
  wrong(address: string, nowMs: number): void;
  /** Counts something sent, and says how many seconds to wait or, with null, that it may be looked at. */
  maySend(address: string, nowMs: number): number | null;
  /** As {@link maySend}, by what it was sent to. */
  mayReach(to: readonly SentTo[], nowMs: number): number | null;
};

/** Something that forms are sent to: for one visitor, or for all who come by. */
export type SentTo = {
  readonly limit: 'one' | 'many';
  /** Of a press, an answer or a link that there is: never text of the sender's own. */
  readonly id: string;
};

/** Within ten minutes. */
const MAX_WRONG = 300;
const MAX_SENT_BY_ADDRESS = 120;
const MAX_SENT_TO: Readonly<Record<SentTo['limit'], number>> = { one: 20, many: 1_200 };

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
    maySend(address, nowMs) {
      const waitSeconds = sentBy.retryAfterSeconds(address, nowMs);
      if (waitSeconds === null) {
        sentBy.fail(address, nowMs);
      }
      return waitSeconds;
    },
    mayReach(to, nowMs) {
      const waits = to.map(({ limit, id }) => sentTo[limit].retryAfterSeconds(id, nowMs) ?? 0);
      const waitSeconds = Math.max(0, ...waits);
      if (waitSeconds > 0) {
        return waitSeconds;
      }
      for (const { limit, id } of to) {
        sentTo[limit].fail(id, nowMs);
      }
      return null;
    },
  };
}
