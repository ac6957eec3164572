import type { ChannelKind } from '../../contract/protocol/channels.ts';
import type { AppTransaction } from '../database/database.ts';
import type { Jobs } from '../jobs/jobs.ts';

/** A delivery that is to be tried. */
export type QueuedDelivery = {
  readonly id: string;
  readonly channel: ChannelKind;
  readonly targetId: string;
};

/** How many e-mails, and how many pushes, a hub has under way at once. */
const EMAILS_AT_ONCE = 3;
const PUSHES_AT_ONCE = 4;

/**
 * Adds the jobs by which deliveries are tried.
 *
 * @param afterMs not before that long from now.
 */
export async function addDeliverJobs(
  transaction: AppTransaction,
  jobs: Jobs,
  organizationId: string,
  deliveries: readonly QueuedDelivery[],
  afterMs = 0,
): Promise<void> {
  await jobs.add(
    transaction,
    'deliver',
    deliveries.map((delivery) => ({
      organizationId,
      deliveryId: delivery.id,
      lane: laneOf(delivery),
    })),
    afterMs,
  );
}

/**
 * A hub runs one job of a lane at a time. A shared channel is a lane: those that do not answer hold up nobody else, and
 * its messages go out in order. All e-mail goes by one server, and pushes by a few, so they share some lanes.
 */
function laneOf({ channel, targetId }: QueuedDelivery): string {
  const number = Number.parseInt(targetId.slice(-4), 16);
  switch (channel) {
    case 'email':
      return `email ${number % EMAILS_AT_ONCE}`;
    case 'push':
      return `push ${number % PUSHES_AT_ONCE}`;
    case 'console':
    case 'slack':
    case 'teams':
    case 'webhook':
      return targetId;
  }
}
