import { z } from 'zod';

/** Longest text of the page in our log. */
export const MAX_PAGE_WORDS = 500;

export type PageWords = { readonly level: 'warn' | 'error'; readonly text: string };

/** Electron 35 and later: one object. */
const Details = z.object({
  level: z.enum(['debug', 'info', 'warning', 'error']),
  message: z.string(),
});
/** Electron 34 and earlier: event, level, message, … */
const OldArguments = z.tuple([z.unknown(), z.int().min(0).max(3), z.string()]).rest(z.unknown());
const OLD_LEVELS = ['debug', 'info', 'warning', 'error'] as const;

/**
 * What a page's `console-message` says, from the arguments of the event; null for what is no warning. A page logs no
 * personal data, so its words may stand in the log.
 */
export function pageWords(eventArguments: readonly unknown[]): PageWords | null {
  const details = Details.safeParse(eventArguments[0]);
  if (details.success) {
    return wordsOf(details.data.level, details.data.message);
  }
  const old = OldArguments.safeParse(eventArguments);
  return old.success ? wordsOf(OLD_LEVELS[old.data[1]] ?? 'debug', old.data[2]) : null;
}

function wordsOf(level: (typeof OLD_LEVELS)[number], message: string): PageWords | null {
  const text = message.slice(0, MAX_PAGE_WORDS);
  switch (level) {
    case 'debug':
    case 'info':
      return null;
    case 'warning':
      return { level: 'warn', text };
    case 'error':
      return { level: 'error', text };
  }
}
