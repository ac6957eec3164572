import type { Alert } from '../../contract/protocol/alerts.ts';

/** What a subscriber is told: the alert as it is now, and the cursor to resume from once it is told. */
export type FeedMessage = { readonly cursor: string; readonly alert: Alert | null };

export type FeedSubscriber = {
  /** Whether alerts at this location, or of none, are told on. */
  sees(locationId: string | null): boolean;
  /** The first call carries no alert but the cursor to start from, when the subscriber came without one. */
  tell(message: FeedMessage): void;
  /** Resolves once there is room to be told more. */
  drained(): Promise<void>;
  /** The feed can go on no more; subscribing again from the last cursor misses nothing. */
  end(): void;
};

/** A subscriber, from when it comes until it leaves. */
export type Subscription = {
  readonly organizationId: string;
  readonly subscriber: FeedSubscriber;
  wanted: boolean;
  /** Resolves when it is not wanted any more. */
  readonly left: Promise<void>;
  readonly leave: () => void;
};

export function newSubscription(organizationId: string, subscriber: FeedSubscriber): Subscription {
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const subscription: Subscription = {
    organizationId,
    subscriber,
    wanted: true,
    left,
    leave: () => {
      subscription.wanted = false;
      resolve();
    },
  };
  return subscription;
}

/** Only the last of several messages carries the new cursor: who leaves in between resumes from the old one. */
export function tellAll(
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
