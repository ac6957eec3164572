import type { SendOutcome } from './channel.ts';
import type { OutgoingReply } from './outgoing-request.ts';

/** Nobody may hold a message back for longer. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/**
 * What an answer means where the channel's documentation says nothing else: 2xx that it was taken, 410 that the address
 * is gone for good, and everything else, redirects too, that it may go better another time.
 */
export function outcomeOf(reply: OutgoingReply): SendOutcome {
  switch (reply.kind) {
    case 'refused':
      return reply;
    case 'failed':
      return { ...reply, retryAfterMs: null };
    case 'answered':
      return outcomeOfStatus(reply.status, reply.retryAfterMs);
  }
}

function outcomeOfStatus(status: number, retryAfterMs: number | null): SendOutcome {
  if (status >= 200 && status < 300) {
    return { kind: 'sent' };
  }
  if (status === 410) {
    return { kind: 'gone', error: 'It answered 410: the address is gone for good.' };
  }
  if (status >= 300 && status < 400) {
    return {
      kind: 'failed',
      error: `It answered ${status}: redirects are not followed.`,
      retryAfterMs: null,
    };
  }
  const isAsked = status === 429 || status === 503;
  return {
    kind: 'failed',
    error: `It answered ${status}.`,
    retryAfterMs: isAsked && retryAfterMs !== null ? Math.min(retryAfterMs, LONGEST_WAIT_MS) : null,
  };
}
