import type { ChannelKind } from '../../contract/protocol/channels.ts';
import type { AppTransaction } from '../database/database.ts';
import type { DeliverJob, Jobs, JobTurn } from '../jobs/jobs.ts';

/** A delivery that is to be tried. */
export type QueuedDelivery = {
  readonly id: string;
  readonly channel: ChannelKind;
  readonly targetId: string;
};

/** Lanes of one organization; with the one of {@link TRIED_BEFORE} a third of the workers of `hub/jobs/jobs.ts`. */
const EMAIL_LANES = 2;
const PUSH_LANES = 2;
const SHARED_LANES = 3;
const TRIED_BEFORE = 'again';

/**
 * Adds the jobs by which deliveries are tried.
 *
 * @param how whose turn comes first, and whether a try has failed already.
 */
export async function addDeliverJobs(
  transaction: AppTransaction,
  jobs: Jobs,
  organizationId: string,
  deliveries: readonly QueuedDelivery[],
  { triedBefore = false, ...turn }: JobTurn & { readonly triedBefore?: boolean } = {},
): Promise<void> {
  const toPeople = deliveries.filter(({ channel }) => isPersonal(channel));
  const toChannels = deliveries.filter(({ channel }) => !isPersonal(channel));
  const jobOf = (delivery: QueuedDelivery): DeliverJob => ({
    organizationId,
    deliveryId: delivery.id,
    lane: `${organizationId} ${triedBefore ? TRIED_BEFORE : laneOf(delivery)}`,
  });
  await jobs.add(transaction, 'deliver', toPeople.map(jobOf), turn);
  await jobs.add(transaction, 'post', toChannels.map(jobOf), turn);
}

function isPersonal(channel: ChannelKind): boolean {
  return channel === 'email' || channel === 'push';
}

/**
 * A hub runs one job of a lane at a time, and an organization has a few: whatever does not answer one organization holds
 * up nobody else's messages. First tries of one target share a lane, so they go in order; what failed already waits for
 * others that did.
 */
function laneOf({ channel, targetId }: QueuedDelivery): string {
  const number = Number.parseInt(targetId.slice(-4), 16);
  switch (channel) {
    case 'email':
      return `email ${number % EMAIL_LANES}`;
    case 'push':
      return `push ${number % PUSH_LANES}`;
    case 'console':
    case 'slack':
    case 'teams':
    case 'webhook':
      return `shared ${number % SHARED_LANES}`;
  }
}
