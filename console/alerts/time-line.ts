import type { AlertEntry } from '../../contract/protocol/alerts.ts';

/** One line of an alert's history; `untilMs` is when the last of what it sums up happened. */
export type TimeLineItem = AlertEntry & { untilMs: number };

/** The history as it is read: presses that nothing came between are one line. */
export function timeLineOf(history: readonly AlertEntry[]): readonly TimeLineItem[] {
  const items: TimeLineItem[] = [];
  for (const entry of history) {
    const last = items.at(-1);
    if (last?.what.kind === 'pressed' && entry.what.kind === 'pressed') {
      items[items.length - 1] = {
        ...last,
        what: { kind: 'pressed', presses: last.what.presses + entry.what.presses },
        untilMs: entry.atMs,
      };
    } else {
      items.push({ ...entry, untilMs: entry.atMs });
    }
  }
  return items;
}
