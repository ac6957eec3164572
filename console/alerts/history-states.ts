/** Which alerts the history shows; `resolved` unless somebody chooses. */
export const HISTORY_STATES = ['resolved', 'all', 'waiting', 'snoozed', 'acknowledged'] as const;
export type HistoryState = (typeof HISTORY_STATES)[number];
