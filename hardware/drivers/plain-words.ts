import type { Contact } from './contact-filter.ts';

/** What a plain box can say: that a contact closed or opened, or merely that it is there. */
export type Word = Contact | { readonly kind: 'heartbeat' };

/** How the words of a plain box are told apart in the bytes that arrive. */
export type WordReader<Reading> = {
  readonly initial: Reading;
  /** Takes any bytes, cut anywhere, and keeps a bounded part of them. */
  read(reading: Reading, bytes: Uint8Array, nowMs: number): ReadWords<Reading>;
  /** What has begun is passed over to its end: nobody knows how much of it came before. */
  distrust(reading: Reading): Reading;
};

export type ReadWords<Reading> = {
  readonly reading: Reading;
  readonly words: readonly Word[];
  readonly unknown: UnknownWords | null;
};

/** What was none of the box's words. */
export type UnknownWords = {
  /** The first of them, to follow the name of the box: `sent …`. */
  readonly first: string;
  readonly count: number;
};

/** What each pattern of a configuration means, in its order. */
export function wordsOf(configured: {
  readonly presses: Readonly<Record<string, number>>;
  readonly releases: Readonly<Record<string, number>>;
  readonly heartbeat?: { readonly pattern: string } | undefined;
}): readonly (readonly [pattern: string, word: Word])[] {
  const { presses, releases, heartbeat } = configured;
  const letGo = new Set(Object.values(releases));
  return [
    ...Object.entries(presses).map(
      ([pattern, button]) =>
        [pattern, { button, kind: letGo.has(button) ? 'closed' : 'pulse' }] as const,
    ),
    ...Object.entries(releases).map(
      ([pattern, button]) => [pattern, { button, kind: 'opened' }] as const,
    ),
    ...(heartbeat === undefined ? [] : [[heartbeat.pattern, { kind: 'heartbeat' }] as const]),
  ];
}
