import type { Alert } from '../../contract/protocol/alerts.ts';
import type { DeliveryReason } from '../../contract/protocol/channels.ts';
import type { NoticeLanguage } from '../../contract/protocol/people.ts';

/** What a delivery has to tell, before it is put in words. */
export type NoticeContent =
  | {
      readonly kind: 'alert';
      readonly reason: Exclude<DeliveryReason, 'catch-up' | 'test'>;
      readonly level: number;
      /** As it is when the message goes out. */
      readonly alert: Alert;
      /** Hub time of when it began to wait for somebody, the last time it did. */
      readonly waitsSinceMs: number;
    }
  /** What came in somebody's quiet hours and still waits, newest first, and how much of it others took care of. */
  | { readonly kind: 'catch-up'; readonly waiting: readonly Alert[]; readonly handled: number }
  | { readonly kind: 'test' };

/** A message in somebody's language, as every channel can show it. Plain text: each channel escapes for itself. */
export type Notice = {
  /** The delivery's: a channel that knows ids of messages tells by it that it has one already. */
  readonly id: string;
  /** What it is about: a newer message about it takes the place of an older one where a channel can do that. */
  readonly topic: string;
  readonly organizationId: string;
  readonly language: NoticeLanguage;
  /** Somebody is waiting: it may sound, wake a screen and break a device's silence. */
  readonly isUrgent: boolean;
  /** One line, such as "Red press · Checkout, Utrecht". */
  readonly title: string;
  /** What is known, one line each. */
  readonly lines: readonly string[];
  /** Where to act on it in the console, and what to call that. */
  readonly action: { readonly label: string; readonly url: string };
  /** For programs. */
  readonly content: NoticeContent;
  readonly atMs: number;
};

/** What a message takes beside its content to be put in words. */
export type NoticeSetting = {
  /** The delivery's. */
  readonly id: string;
  readonly organizationId: string;
  readonly language: NoticeLanguage;
  /** Origin of the console, without a trailing slash. */
  readonly publicUrl: string;
  /** IANA, of the alert's location; of a summary its reader's. */
  readonly timeZone: string;
  /** When it goes out. */
  readonly atMs: number;
};

/** Puts a message in words. Pure. */
export type RenderNotice = (content: NoticeContent, setting: NoticeSetting) => Notice;
