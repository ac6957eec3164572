import { z } from 'zod';

/** What the hub pushes, as JSON. */
const PushMessage = z.object({
  title: z.string(),
  body: z.string(),
  /** Where a touch leads. */
  url: z.string(),
  /** A newer message of the same topic takes the place of the older one. */
  topic: z.string(),
  urgent: z.boolean(),
  alertId: z.string().nullable(),
  language: z.string(),
});

export type PushNotice = {
  title: string;
  options: NotificationOptions & { renotify: boolean; vibrate: number[] };
};

/** Urgent ones are felt in a pocket on a loud shop floor; others once, briefly. */
const VIBRATE_MS = { urgent: [300, 120, 300, 120, 300], other: [160] };

/**
 * How a push is shown. A browser takes the right to push from an app that shows nothing for one, so what cannot be
 * read is shown as well, and leads to the board.
 */
export function noticeOf(text: string | null): PushNotice {
  const message = readMessage(text);
  return {
    title: message?.title ?? 'Glimlach',
    options: {
      body: message?.body ?? '',
      tag: message?.topic ?? 'unread',
      renotify: true,
      requireInteraction: message?.urgent === true,
      vibrate: message?.urgent === true ? VIBRATE_MS.urgent : VIBRATE_MS.other,
      icon: '/icons/icon-192.png',
      badge: '/icons/badge-96.png',
      ...(message === null ? {} : { lang: message.language }),
      data: { path: message === null ? '/alerts' : pathOf(message.url) },
    },
  };
}

/** Of the address only what is inside the console: a push never leads to another host. */
function pathOf(url: string): string {
  const { pathname, search } = URL.canParse(url, 'http://console')
    ? new URL(url, 'http://console')
    : { pathname: '/alerts', search: '' };
  return pathname.startsWith('//') ? '/alerts' : `${pathname}${search}`;
}

/** Where a touch of a notification leads; to the board from one that says nothing. */
export function pathIn(data: unknown): string {
  return z.object({ path: z.string() }).safeParse(data).data?.path ?? '/alerts';
}

function readMessage(text: string | null): z.infer<typeof PushMessage> | null {
  try {
    return PushMessage.parse(JSON.parse(text ?? ''));
  } catch {
    return null;
  }
}
