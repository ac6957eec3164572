import type { Alert } from '../../contract/protocol/alerts.ts';
import type { NoticeContent } from './notice.ts';
import type { NoticeWords } from './notice-words.ts';

type AlertContent = Extract<NoticeContent, { readonly kind: 'alert' }>;

/** "3 red presses", to begin a title with or to stand in one. */
export function whatHappened(alert: Alert, words: NoticeWords): string {
  if (alert.cause === 'help' || alert.helpAsked !== null) {
    return words.text('what.help');
  }
  return alert.cause === 'negative' || alert.cause === 'count'
    ? words.counted('what.negative', Math.max(1, alert.presses))
    : words.text(`what.${alert.cause}`);
}

/** "Checkout, Utrecht"; of what concerns a terminal, that one first. */
export function whereItIs({ cause, terminal, touchpoint, location }: Alert): string {
  const isOfTerminal = cause === 'offline' || cause === 'box-lost' || touchpoint === null;
  return [isOfTerminal ? terminal : null, touchpoint, location]
    .flatMap((place) => (place === null ? [] : [place.name]))
    .join(', ');
}

/** What is known of the alert when it is told of, one sentence each, the newest matter first. */
export function alertLines(content: AlertContent, words: NoticeWords, nowMs: number): string[] {
  const { alert } = content;
  return [
    ...waiting(content, words, nowMs),
    ...asked(alert, words),
    ...found(alert, words),
    alert.kind === 'late' ? words.text('line.late') : null,
    alert.contactLeft === null ? null : words.text('line.contact'),
    alert.calledInStore === null
      ? null
      : words.text('line.called', { when: words.when(alert.calledInStore.atMs) }),
    settled(alert, words),
    alert.rule === null ? null : words.text('line.rule', { rule: alert.rule.name }),
  ]
    .filter((line) => line !== null)
    .map(capitalized);
}

/** As a sentence or a title begins. */
export function capitalized(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase() + text.slice(1);
}

function waiting(
  { alert, reason, level, waitsSinceMs }: AlertContent,
  words: NoticeWords,
  nowMs: number,
): (string | null)[] {
  const waits = alert.state === 'open' || alert.state === 'escalated';
  if (!waits || (reason !== 'escalated' && reason !== 'reminded')) {
    return [];
  }
  return [
    words.text('line.waiting', { duration: words.duration(nowMs - waitsSinceMs) }),
    reason === 'escalated' ? words.text('line.level', { level: level + 1 }) : null,
  ];
}

function asked({ cause, helpAsked, openedAtMs }: Alert, words: NoticeWords): string[] {
  const atMs = helpAsked?.atMs ?? (cause === 'help' ? openedAtMs : null);
  return atMs === null ? [] : [words.text('line.help', { when: words.when(atMs) })];
}

function found(alert: Alert, words: NoticeWords): (string | null)[] {
  const { cause, presses, measured, openedAtMs, lastPressAtMs } = alert;
  switch (cause) {
    case 'help':
      return [];
    case 'negative':
    case 'count':
      return [
        presses === 0
          ? null
          : words.counted('line.presses', presses, {
              when: words.when(lastPressAtMs),
              moment: words.moment(openedAtMs),
            }),
        measured === null ? null : words.text('line.count', inWords(measured, words.number)),
      ];
    case 'score':
      return [
        measured === null ? null : words.text('line.score', inWords(measured, words.number)),
        words.text('line.noticed', { when: words.when(openedAtMs) }),
      ];
    case 'silent':
    case 'offline':
    case 'box-lost':
      return [
        measured === null ? null : words.text(`line.${cause}`, inWords(measured, words.duration)),
        words.text('line.noticed', { when: words.when(openedAtMs) }),
      ];
  }
}

function inWords(
  { value, limit }: NonNullable<Alert['measured']>,
  written: (value: number) => string,
): { value: string; limit: string } {
  return { value: written(value), limit: written(limit) };
}

function settled({ resolved, acknowledged, snoozed }: Alert, words: NoticeWords): string | null {
  if (resolved !== null) {
    return resolved.by === null
      ? words.text('line.over')
      : words.text('line.resolved', { name: resolved.by });
  }
  if (acknowledged !== null) {
    return words.text('line.acknowledged', { name: acknowledged.by });
  }
  return snoozed === null
    ? null
    : words.text('line.snoozed', { name: snoozed.by, moment: words.moment(snoozed.untilMs) });
}
