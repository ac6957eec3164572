import type { Alert } from '../../contract/protocol/alerts.ts';
import { readChangePages } from './change-pages.ts';
import {
  newSubscription,
  tellAll,
  type FeedSubscriber,
  type Subscription,
} from './feed-subscription.ts';
import type { ChangePosition, ChangesPage } from './read-alerts.ts';

export type AlertFeed = {
  /**
   * From now on tells everything that changed since `cursor`, or since now when null. Telling an alert twice is
   * possible, missing one is not, and the last telling of an alert is its newest state.
   *
   * @returns unsubscribes; idempotent.
   */
  subscribe(organizationId: string, cursor: string | null, subscriber: FeedSubscriber): () => void;
  /** Something of this organization changed. */
  changed(organizationId: string): void;
  /**
   * How many subscribers have been told all that changed until now, of those who see this location; asked of this hub
   * only.
   */
  countTold(organizationId: string, locationId: string | null): Promise<number>;
  /** Those that somebody subscribes to now. */
  organizations(): readonly string[];
  /** Notifications may have been lost: everybody catches up. */
  catchUp(): void;
  /** Ends every subscriber. Resolves when nothing is being read any more. */
  stop(): Promise<void>;
};

/** How far somebody has been told. */
type Heard = {
  /** Everything below it. */
  readonly cursor: string;
  /** Of changes at or above the cursor, those told as well: alert id to the transaction that changed it. */
  readonly told: ReadonlyMap<string, string>;
};

type Channel = {
  readonly subscribers: Set<FeedSubscriber>;
  /** What every subscriber has been told, once there is one. */
  heard: Heard | null;
  /** Readings run one after another, so that an older state never follows a newer one. */
  queue: Promise<void>;
  /** A reading that has not begun will see whatever changes now. */
  waiting: boolean;
};

/**
 * Fans alert changes out to this hub's streams. Every reading asks for all that changed since the channel's cursor
 * rather than for what one notification names, so a cursor handed to a browser never skips a change that committed
 * beside it.
 *
 * A subscriber with much to catch up on does so by itself, at its own pace, before it enters its channel: the others
 * do not wait for it.
 *
 * @param readPage the changes behind a position, or with null only where the changes stand.
 */
export function createAlertFeed(
  readPage: (organizationId: string, after: ChangePosition | null) => Promise<ChangesPage>,
  onError: (error: unknown) => void,
): AlertFeed {
  const channels = new Map<string, Channel>();
  const subscriptions = new Set<Subscription>();
  /** Those that are not in their channel yet. */
  const arrivals = new Set<Promise<void>>();
  let stopped = false;

  function enqueue(organizationId: string, channel: Channel, work: () => Promise<void>): void {
    channel.queue = channel.queue.then(work).catch((error: unknown) => {
      onError(error);
      const { subscribers } = channel;
      channels.delete(organizationId);
      for (const subscriber of subscribers) {
        subscriber.end();
      }
      subscribers.clear();
    });
  }

  /** Reads on from what was heard. `tell` gets what is news, and the cursors before and after it; false: no more. */
  async function hearOn(
    organizationId: string,
    heard: Heard,
    tell: (alerts: readonly Alert[], before: string, after: string) => Promise<boolean>,
  ): Promise<Heard> {
    const told = new Map<string, string>();
    let { cursor } = heard;
    const pages = readChangePages((after) => readPage(organizationId, after), cursor);
    for await (const page of pages) {
      const fresh = page.changes.filter(
        ({ alert, changedBy }) => heard.told.get(alert.id) !== changedBy,
      );
      const alerts = fresh.map(({ alert }) => alert);
      if (!(await tell(alerts, cursor, page.cursor))) {
        break;
      }
      for (const { alert, changedBy } of page.changes) {
        if (BigInt(changedBy) >= BigInt(page.horizon)) {
          told.set(alert.id, changedBy);
        }
      }
      ({ cursor } = page);
    }
    return { cursor, told };
  }

  async function deliver(organizationId: string, channel: Channel): Promise<void> {
    channel.waiting = false;
    if (channel.subscribers.size === 0 || channel.heard === null) {
      return;
    }
    channel.heard = await hearOn(organizationId, channel.heard, async (alerts, before, after) => {
      for (const subscriber of channel.subscribers) {
        tellAll(subscriber, alerts, before, after);
      }
      return true;
    });
  }

  function requestDelivery(organizationId: string, channel: Channel): void {
    if (!channel.waiting) {
      channel.waiting = true;
      enqueue(organizationId, channel, () => deliver(organizationId, channel));
    }
  }

  /** Tells an arrival what it missed, waiting for it wherever it is slow. */
  async function catchUp(subscription: Subscription, from: string): Promise<Heard> {
    const { organizationId, subscriber } = subscription;
    const start: Heard = { cursor: from, told: new Map() };
    return hearOn(organizationId, start, async (alerts, before, after) => {
      if (subscription.wanted) {
        tellAll(subscriber, alerts, before, after);
        await Promise.race([subscriber.drained(), subscription.left]);
      }
      return subscription.wanted;
    });
  }

  /** The last step of an arrival, in its channel's queue: what changed since it caught up, and from now on all. */
  async function admit(
    subscription: Subscription,
    channel: Channel,
    heard: Heard | null,
  ): Promise<void> {
    const { organizationId, subscriber } = subscription;
    let now: Heard;
    if (heard === null) {
      const { horizon } = await readPage(organizationId, null);
      now = { cursor: horizon, told: new Map() };
      if (subscription.wanted) {
        subscriber.tell({ cursor: horizon, alert: null });
      }
    } else {
      now = await hearOn(organizationId, heard, async (alerts, before, after) => {
        if (subscription.wanted) {
          tellAll(subscriber, alerts, before, after);
        }
        return subscription.wanted;
      });
    }
    if (subscription.wanted) {
      channel.subscribers.add(subscriber);
      channel.heard ??= now;
    }
  }

  async function arrive(subscription: Subscription, from: string | null): Promise<void> {
    const { organizationId, subscriber } = subscription;
    const heard = from === null ? null : await catchUp(subscription, from);
    const channel = channels.get(organizationId) ?? newChannel();
    channels.set(organizationId, channel);
    await new Promise<void>((resolve, reject) => {
      enqueue(organizationId, channel, async () => {
        if (channels.get(organizationId) !== channel) {
          // The channel failed while this subscriber was waiting.
          subscriber.end();
          resolve();
          return;
        }
        if (subscription.wanted) {
          await admit(subscription, channel, heard).then(resolve, reject);
        } else {
          resolve();
        }
      });
    });
  }

  return {
    subscribe(organizationId, cursor, subscriber) {
      if (stopped) {
        subscriber.end();
        return () => undefined;
      }
      const subscription = newSubscription(organizationId, subscriber);
      subscriptions.add(subscription);
      const arrival = arrive(subscription, cursor)
        .catch((error: unknown) => {
          onError(error);
          subscriber.end();
        })
        .finally(() => arrivals.delete(arrival));
      arrivals.add(arrival);
      return () => {
        subscription.leave();
        subscriptions.delete(subscription);
        const channel = channels.get(organizationId);
        channel?.subscribers.delete(subscriber);
        if (channel?.subscribers.size === 0) {
          // The queue may still hold an admission, so what was heard goes once that has run.
          enqueue(organizationId, channel, async () => {
            if (channel.subscribers.size === 0) {
              channel.heard = null;
            }
          });
        }
      };
    },
    changed(organizationId) {
      const channel = channels.get(organizationId);
      if (channel !== undefined && !stopped) {
        requestDelivery(organizationId, channel);
      }
    },
    async countTold(organizationId, locationId) {
      const channel = channels.get(organizationId);
      if (channel === undefined || stopped) {
        return 0;
      }
      requestDelivery(organizationId, channel);
      await channel.queue;
      return [...channel.subscribers].filter((subscriber) => subscriber.sees(locationId)).length;
    },
    organizations: () => [...channels.keys()],
    catchUp() {
      for (const [organizationId, channel] of channels) {
        requestDelivery(organizationId, channel);
      }
    },
    async stop() {
      stopped = true;
      for (const { subscriber, leave } of subscriptions) {
        leave();
        subscriber.end();
      }
      subscriptions.clear();
      for (const channel of channels.values()) {
        channel.subscribers.clear();
      }
      await Promise.all(arrivals);
      await Promise.all([...channels.values()].map((channel) => channel.queue));
      channels.clear();
    },
  };
}

function newChannel(): Channel {
  return {
    subscribers: new Set(),
    heard: null,
    queue: Promise.resolve(),
    waiting: false,
  };
}
