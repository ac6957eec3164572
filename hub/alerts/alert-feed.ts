import type { Alert } from '../../contract/protocol/alerts.ts';
import type { AlertChanges } from './read-alerts.ts';

/** What a subscriber is told: the alert as it is now, and the cursor to resume from once it is told. */
export type FeedMessage = { readonly cursor: string; readonly alert: Alert | null };

export type FeedSubscriber = {
  /** The first call carries no alert but the cursor to start from, when the subscriber came without one. */
  tell(message: FeedMessage): void;
  /** The feed can go on no more; subscribing again from the last cursor misses nothing. */
  end(): void;
};

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
  /** Notifications may have been lost: everybody catches up. */
  catchUp(): void;
  /** Ends every subscriber. Resolves when nothing is being read any more. */
  stop(): Promise<void>;
};

type Channel = {
  readonly subscribers: Set<FeedSubscriber>;
  /** Everything below it has been told to every subscriber. */
  cursor: string | null;
  /** Of changes at or above the cursor, those already told: alert id to the transaction that changed it. */
  told: Map<string, string>;
  /** Readings run one after another, so that an older state never follows a newer one. */
  queue: Promise<void>;
  /** A reading that has not begun will see whatever changes now. */
  waiting: boolean;
};

/**
 * Fans alert changes out to this hub's streams. Every reading asks for all that changed since the channel's cursor
 * rather than for what one notification names, so a cursor handed to a browser never skips a change that committed
 * beside it.
 */
export function createAlertFeed(
  readChanges: (organizationId: string, cursor: string | null) => Promise<AlertChanges>,
  onError: (error: unknown) => void,
): AlertFeed {
  const channels = new Map<string, Channel>();
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

  async function deliver(organizationId: string, channel: Channel): Promise<void> {
    channel.waiting = false;
    if (channel.subscribers.size === 0 || channel.cursor === null) {
      return;
    }
    const { changes, cursor } = await readChanges(organizationId, channel.cursor);
    const fresh = changes.filter(
      ({ alert, changedBy }) => channel.told.get(alert.id) !== changedBy,
    );
    for (const subscriber of channel.subscribers) {
      tellAll(
        subscriber,
        fresh.map(({ alert }) => alert),
        channel.cursor,
        cursor,
      );
    }
    channel.cursor = cursor;
    channel.told = new Map(
      changes
        .filter(({ changedBy }) => BigInt(changedBy) >= BigInt(cursor))
        .map(({ alert, changedBy }) => [alert.id, changedBy]),
    );
  }

  function requestDelivery(organizationId: string, channel: Channel): void {
    if (!channel.waiting) {
      channel.waiting = true;
      enqueue(organizationId, channel, () => deliver(organizationId, channel));
    }
  }

  async function admit(
    organizationId: string,
    channel: Channel,
    subscriber: FeedSubscriber,
    from: string | null,
    isWanted: () => boolean,
  ): Promise<void> {
    if (!isWanted()) {
      return;
    }
    const { changes, cursor } = await readChanges(organizationId, from);
    if (!isWanted()) {
      return;
    }
    if (from === null) {
      subscriber.tell({ cursor, alert: null });
    } else {
      tellAll(
        subscriber,
        changes.map(({ alert }) => alert),
        from,
        cursor,
      );
    }
    channel.subscribers.add(subscriber);
    channel.cursor ??= cursor;
  }

  return {
    subscribe(organizationId, cursor, subscriber) {
      let wanted = !stopped;
      if (stopped) {
        subscriber.end();
        return () => undefined;
      }
      const channel = channels.get(organizationId) ?? newChannel();
      channels.set(organizationId, channel);
      enqueue(organizationId, channel, async () => {
        if (stopped || channels.get(organizationId) !== channel) {
          // The channel failed, or the feed stopped, while this subscriber was waiting.
          subscriber.end();
          return;
        }
        try {
          await admit(organizationId, channel, subscriber, cursor, () => wanted && !stopped);
        } catch (error) {
          subscriber.end();
          throw error;
        }
      });
      return () => {
        wanted = false;
        channel.subscribers.delete(subscriber);
        // The queue may still hold an admission, so the channel goes once that has run.
        enqueue(organizationId, channel, async () => {
          if (channel.subscribers.size === 0) {
            channel.cursor = null;
            channel.told = new Map();
          }
        });
      };
    },
    changed(organizationId) {
      const channel = channels.get(organizationId);
      if (channel !== undefined && !stopped) {
        requestDelivery(organizationId, channel);
      }
    },
    catchUp() {
      for (const [organizationId, channel] of channels) {
        requestDelivery(organizationId, channel);
      }
    },
    async stop() {
      stopped = true;
      for (const channel of channels.values()) {
        for (const subscriber of channel.subscribers) {
          subscriber.end();
        }
        channel.subscribers.clear();
      }
      await Promise.all([...channels.values()].map((channel) => channel.queue));
      channels.clear();
    },
  };
}

/** Only the last of several messages carries the new cursor: who leaves in between resumes from the old one. */
function tellAll(
  subscriber: FeedSubscriber,
  alerts: readonly Alert[],
  before: string,
  after: string,
): void {
  if (alerts.length === 0) {
    subscriber.tell({ cursor: after, alert: null });
  }
  for (const [index, alert] of alerts.entries()) {
    subscriber.tell({ cursor: index === alerts.length - 1 ? after : before, alert });
  }
}

function newChannel(): Channel {
  return {
    subscribers: new Set(),
    cursor: null,
    told: new Map(),
    queue: Promise.resolve(),
    waiting: false,
  };
}
