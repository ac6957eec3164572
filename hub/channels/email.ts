import { writeLetter } from '../mail/letter.ts';
import type { Mailer } from '../mail/mailer.ts';
import { noticeText } from '../notices/notice-words.ts';
import type { Notice } from '../notices/notice.ts';
import type { Channel } from './channel.ts';
import { retryBySchedule } from './retry-schedule.ts';

export type EmailAddress = { readonly email: string };

/** Half an hour later nobody helps by it any more, and servers that ask to come back (greylisting) are through by then. */
const RETRY_AFTER_MS = [5_000, 30_000, 2 * 60_000, 10 * 60_000, 30 * 60_000];
/** Of the console. */
const PROFILE_PATH = '/profile';

/**
 * E-mail. One that is sent again after a crash has the same Message-ID, by which most servers and programs show it once.
 *
 * @param publicUrl origin of the console.
 */
export function createEmailChannel(
  mailer: Mailer,
  publicUrl: string,
  random: () => number,
): Channel<EmailAddress> {
  const settingsUrl = `${publicUrl}${PROFILE_PATH}`;
  return {
    kind: 'email',
    retryDelayMs: retryBySchedule(RETRY_AFTER_MS, random),
    send: async (notice, { email }, signal) =>
      mailer.send(
        {
          id: notice.id,
          threadId: notice.content.kind === 'alert' ? notice.topic : null,
          to: email,
          ...writeLetter({ ...notice, footer: footerOf(notice, settingsUrl) }),
          isUrgent: notice.isUrgent,
          settingsUrl,
        },
        signal,
      ),
  };
}

function footerOf({ language }: Notice, settingsUrl: string) {
  return {
    text: noticeText(language, 'mail.why'),
    link: { label: noticeText(language, 'mail.profile'), url: settingsUrl },
  };
}
