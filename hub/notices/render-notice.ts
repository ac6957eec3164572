import type { Alert } from '../../contract/protocol/alerts.ts';
import { alertLines, capitalized, whatHappened, whereItIs } from './alert-words.ts';
import type { Notice, NoticeContent, NoticeSetting } from './notice.ts';
import { noticeWords, type NoticeWords } from './notice-words.ts';

type Worded = Pick<Notice, 'topic' | 'isUrgent' | 'title' | 'lines' | 'action'>;

/** More of them are counted only. */
const LISTED_ALERTS = 10;

/** Puts what there is to tell into somebody's language. */
export function renderNotice(content: NoticeContent, setting: NoticeSetting): Notice {
  const { id, organizationId, language, timeZone, atMs } = setting;
  const words = noticeWords(language, timeZone, atMs);
  return { id, organizationId, language, ...worded(content, setting, words), content, atMs };
}

function worded(content: NoticeContent, setting: NoticeSetting, words: NoticeWords): Worded {
  const { publicUrl, atMs } = setting;
  switch (content.kind) {
    case 'alert':
      return {
        topic: content.alert.id,
        isUrgent: isUrgent(content),
        title: titleOf(content, words),
        lines: alertLines(content, words, atMs),
        action: {
          label: words.text('action.alert'),
          url: `${publicUrl}/alerts/${content.alert.id}`,
        },
      };
    case 'catch-up':
      return {
        topic: 'catch-up',
        isUrgent: false,
        title: words.counted('catchUp.title', content.waiting.length),
        lines: catchUpLines(content.waiting, content.handled, words),
        action: { label: words.text('action.board'), url: `${publicUrl}/alerts` },
      };
    case 'test':
      return {
        topic: 'test',
        isUrgent: false,
        title: words.text('test.title'),
        lines: [words.text('test.text')],
        action: { label: words.text('action.test'), url: `${publicUrl}/alerts` },
      };
  }
}

/** Somebody stands there who is unhappy or asked for help, or those who were told first did not come. */
function isUrgent({ alert, reason }: Extract<NoticeContent, { readonly kind: 'alert' }>): boolean {
  if (alert.kind === 'late' || (alert.state !== 'open' && alert.state !== 'escalated')) {
    return false;
  }
  const isLive = alert.cause === 'negative' || alert.cause === 'help' || alert.helpAsked !== null;
  return (
    reason === 'escalated' ||
    reason === 'help-asked' ||
    (isLive && (reason === 'opened' || reason === 'reminded'))
  );
}

function titleOf(
  { alert, reason }: Extract<NoticeContent, { readonly kind: 'alert' }>,
  words: NoticeWords,
): string {
  const what = whatHappened(alert, words);
  const isPlain = reason === 'opened' || reason === 'help-asked';
  const told =
    alert.kind === 'late' && isPlain
      ? words.text('title.late', { what })
      : isPlain
        ? what
        : words.text(`title.${reason}`, { what });
  return besides([capitalized(told), whereItIs(alert)]);
}

function catchUpLines(waiting: readonly Alert[], handled: number, words: NoticeWords): string[] {
  const more = waiting.length - LISTED_ALERTS;
  return [
    ...waiting
      .slice(0, LISTED_ALERTS)
      .map((alert) =>
        besides([
          words.moment(alert.lastPressAtMs),
          capitalized(whatHappened(alert, words)),
          whereItIs(alert),
        ]),
      ),
    ...(more > 0 ? [capitalized(words.text('catchUp.more', { count: words.number(more) }))] : []),
    ...(handled > 0 ? [words.counted('catchUp.handled', handled)] : []),
  ];
}

function besides(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
