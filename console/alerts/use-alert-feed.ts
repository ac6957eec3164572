import { useEffect, useState, useSyncExternalStore } from 'react';
import { useServices } from '../shell/services.ts';
import { createAlertFeed } from './alert-feed.ts';
import type { AlertFeed, AlertFeedListener, AlertFeedSnapshot } from './alert-feed.ts';

/** The live board for as long as the page is shown; it wakes with the machine, the network and the tab. */
export function useAlertFeed(listener: AlertFeedListener): {
  feed: AlertFeed;
  snapshot: AlertFeedSnapshot;
} {
  const { client, openSource } = useServices();
  const [feed] = useState(() =>
    createAlertFeed({
      client,
      openSource,
      now: Date.now,
      random: Math.random,
      delay(callback, delayMs) {
        const timer = setTimeout(callback, delayMs);
        return () => clearTimeout(timer);
      },
    }),
  );
  useEffect(() => feed.listen(listener), [feed, listener]);
  useEffect(() => {
    const onVisible = (): void => {
      if (document.visibilityState === 'visible') {
        feed.wake();
      }
    };
    feed.start();
    window.addEventListener('online', feed.wake);
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      window.removeEventListener('online', feed.wake);
      document.removeEventListener('visibilitychange', onVisible);
      feed.stop();
    };
  }, [feed]);
  return { feed, snapshot: useSyncExternalStore(feed.subscribe, feed.snapshot) };
}
