import type { SendOutcome } from '../channels/channel.ts';

/** A message to one person, ready to go out. */
export type Mail = {
  /** Unique; sent again after a crash it is the same, and so is the Message-ID that mail programs know it by. */
  readonly id: string;
  /** Mails with the same one are shown as one conversation. */
  readonly threadId: string | null;
  /** An address that was checked (`z.email`). */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly isUrgent: boolean;
  /** Where its receiver turns such mail off; null for mail that somebody asked for. */
  readonly settingsUrl: string | null;
};

/**
 * Hands mail to the mail server. `send` tries once and ends within a quarter of a minute; `sent` means that the server took it, not
 * that it arrived. Neither addresses nor content are logged or told in an error.
 */
export type Mailer = {
  send(mail: Mail, signal?: AbortSignal): Promise<SendOutcome>;
};
