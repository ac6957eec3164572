import webPush from 'web-push';
import type { Notice } from '../notices/notice.ts';
import type { Channel, SendOutcome } from './channel.ts';
import { outcomeOf } from './http-outcome.ts';
import type { OutgoingReply, PostOutside } from './outgoing-request.ts';
import { retryBySchedule } from './retry-schedule.ts';

/** A browser's `PushSubscription`, and what the organization signs with. All in base64url. */
export type PushAddress = {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
  readonly vapid: { readonly publicKey: string; readonly privateKey: string };
};

/** What the console's service worker is told, as JSON. */
export type PushMessage = {
  readonly title: string;
  readonly body: string;
  /** Where a touch leads. */
  readonly url: string;
  /** A newer message of the same topic takes the place of the older one. */
  readonly topic: string;
  readonly urgent: boolean;
  readonly alertId: string | null;
  readonly language: string;
};

/** Half an hour later nobody helps by it any more. */
const RETRY_AFTER_MS = [5_000, 30_000, 2 * 60_000, 10 * 60_000, 30 * 60_000];
/** How long a push service keeps a message for a device that is away, in seconds. */
const TTL_SECONDS = { urgent: 120, other: 4 * 60 * 60 };
/** Every push service takes 4,096 bytes after encryption (RFC 8291, section 4; RFC 8030, section 7.2). */
const MAX_PAYLOAD_BYTES = 3_072;
const MAX_TITLE_LENGTH = 200;

/**
 * Web push (RFC 8030), encrypted to the browser (RFC 8291) and signed (VAPID, RFC 8292). A message that is sent again
 * after a crash has the topic that it had: it takes the place of the first one where that is still under way, and the
 * service worker shows one notification a topic.
 *
 * @param contact `mailto:` or `https:` address by which push services reach who runs the hub.
 */
export function createWebPushChannel(
  postOutside: PostOutside,
  contact: string,
  random: () => number,
): Channel<PushAddress> {
  return {
    kind: 'push',
    retryDelayMs: retryBySchedule(RETRY_AFTER_MS, random),
    async send(notice, { endpoint, keys, vapid }, signal) {
      const { headers, body } = webPush.generateRequestDetails(
        { endpoint, keys: { ...keys } },
        JSON.stringify(messageOf(notice)),
        {
          contentEncoding: 'aes128gcm',
          vapidDetails: { subject: contact, ...vapid },
          TTL: notice.isUrgent ? TTL_SECONDS.urgent : TTL_SECONDS.other,
          // Who tries it out looks at the device.
          urgency: notice.isUrgent || notice.content.kind === 'test' ? 'high' : 'normal',
          topic: topicHeader(notice.topic),
        },
      );
      const reply = await postOutside({ url: endpoint, headers: asText(headers), body }, signal);
      return outcomeOfPush(reply);
    },
  };
}

function messageOf(notice: Notice): PushMessage {
  const { title, lines, action, topic, isUrgent, content, language } = notice;
  const withLines = (count: number): PushMessage => ({
    title: title.slice(0, MAX_TITLE_LENGTH),
    body: lines.slice(0, count).join('\n'),
    url: action.url,
    topic,
    urgent: isUrgent,
    alertId: content.kind === 'alert' ? content.alert.id : null,
    language,
  });
  const fitting = lines.findLastIndex(
    (_line, index) => Buffer.byteLength(JSON.stringify(withLines(index + 1))) <= MAX_PAYLOAD_BYTES,
  );
  return withLines(fitting + 1);
}

/** At most 32 characters of base64url (RFC 8030, section 5.4): as many as an id has without its dashes. */
function topicHeader(topic: string): string {
  return topic.replaceAll(/[^A-Za-z0-9_]/g, '').slice(0, 32);
}

function outcomeOfPush(reply: OutgoingReply): SendOutcome {
  if (reply.kind !== 'answered') {
    return outcomeOf(reply);
  }
  const error = `The push service answered ${reply.status}`;
  switch (reply.status) {
    case 404:
    case 410:
      return { kind: 'gone', error: `${error}: the device takes no messages any more.` };
    case 401:
    case 403:
      return { kind: 'refused', error: `${error} to the hub’s signature.` };
    case 400:
    case 413:
      return { kind: 'refused', error: `${error} to the message.` };
    default:
      return outcomeOf(reply);
  }
}

/** The library gives numbers among them, and the length, which whoever sends counts. */
function asText(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
      .filter(([name]) => name !== 'content-length'),
  );
}
