import type { NoticePort } from './desktop-notices.ts';

/** The browser's notifications, or null where it has none. */
export function createBrowserNoticePort(): NoticePort | null {
  if (!('Notification' in window)) {
    return null;
  }
  return {
    permission: () => Notification.permission,
    ask: async () => Notification.requestPermission(),
    inFront: () => document.visibilityState === 'visible' && document.hasFocus(),
    show({ id, title, body }, onOpen) {
      const options = {
        body,
        // As a push about the same alert: of the two only the later one stays.
        tag: id,
        renotify: true,
        icon: '/icons/icon-192.png',
        lang: document.documentElement.lang,
      };
      try {
        const notification = new Notification(title, options);
        notification.addEventListener('click', () => {
          window.focus();
          notification.close();
          onOpen();
        });
        return notification;
      } catch (error) {
        if (error instanceof TypeError) {
          return null;
        }
        throw error;
      }
    },
  };
}
