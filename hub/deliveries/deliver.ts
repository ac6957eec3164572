import type { ChannelKind } from '../../contract/protocol/channels.ts';
import { setTimeout as delay } from 'node:timers/promises';
import type { SendOutcome } from '../channels/channel.ts';
import { isDatabaseUnavailable } from '../database/database-error.ts';
import { inOrganization } from '../database/database.ts';
import type { DeliverJob } from '../jobs/jobs.ts';
import { afterTry, type AfterTry } from './after-try.ts';
import { beginTry, type NotBegun } from './begin-try.ts';
import type { BegunTry, Delivering } from './delivering.ts';
import { endTry } from './end-try.ts';

/** A channel ends by itself before that. */
const SEND_WITHIN_MS = 12_000;
/** While the database is away, how often and for how long it is asked to take down how a try went. */
const WRITE_EVERY_MS = 1_000;
const WRITE_WITHIN_MS = 30_000;

/**
 * One try of one delivery, in three steps: a transaction in which it is begun, the sending, outside of any, and one in
 * which its end is written, with the job of the next try where there is to be one.
 *
 * When the hub dies between sending and writing, the next one sends again, with the same notice id; what comes of that
 * stands with each channel.
 */
export async function deliver(context: Delivering, job: DeliverJob): Promise<void> {
  const { database, now } = context;
  const begun = await inOrganization(database, job.organizationId, (transaction) =>
    beginTry(transaction, context, job, now()),
  );
  if (begun.kind !== 'begun') {
    count(context, begun);
    return;
  }
  const startedMs = performance.now();
  const outcome = await send(context, begun);
  const tookMs = Math.round(performance.now() - startedMs);
  const after = afterTry(outcome, begun.number, begun.way.retryDelayMs);
  await whileUnavailable(() =>
    inOrganization(database, job.organizationId, (transaction) =>
      endTry(transaction, context.jobs, begun, {
        after,
        error: outcome.kind === 'sent' ? null : outcome.error,
        tookMs,
        nowMs: now(),
      }),
    ),
  );
  count(context, { kind: after.kind, channel: begun.delivery.channel });
}

function count(
  { metrics }: Delivering,
  how: { readonly kind: NotBegun['kind'] | AfterTry['kind']; readonly channel: ChannelKind },
): void {
  if (how.kind !== 'not-now') {
    metrics.deliveries.inc({ channel: how.channel, outcome: how.kind });
  }
}

async function send(
  { render, publicUrl, log, now }: Delivering,
  { delivery, toTell, destination }: BegunTry,
): Promise<SendOutcome> {
  try {
    const notice = render(toTell.content, {
      id: delivery.id,
      organizationId: delivery.organizationId,
      language: destination.language,
      publicUrl,
      timeZone: toTell.timeZone,
      atMs: now(),
    });
    return await destination.send(notice, AbortSignal.timeout(SEND_WITHIN_MS));
  } catch (error) {
    log.error({ err: error, channel: delivery.channel }, 'a message could not be sent');
    return { kind: 'failed', error: 'The hub failed to send it.', retryAfterMs: null };
  }
}

/** What was sent is to be known as sent: nobody wants it twice because the database was away for a moment. */
async function whileUnavailable(write: () => Promise<void>): Promise<void> {
  const giveUpAtMs = performance.now() + WRITE_WITHIN_MS;
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (!isDatabaseUnavailable(error) || performance.now() > giveUpAtMs) {
        throw error;
      }
    }
    await delay(WRITE_EVERY_MS);
  }
}
