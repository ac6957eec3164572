/** Longest text of the page in our log. */
export const MAX_PAGE_WORDS = 500;

export type PageWords = { readonly level: 'warn' | 'error'; readonly text: string };

/** By the numbers that Electron 34 and earlier give. */
const OLD_LEVELS: readonly unknown[] = ['debug', 'info', 'warning', 'error'];

/** Chromium says it at every load of a page with a sandbox of its own, which is in no frame to escape from. */
const ABOUT_SANDBOX = 'An iframe which has both allow-scripts and allow-same-origin';

/**
 * What a page's `console-message` says, from the arguments of the event; null for what is no warning. A page logs no
 * personal data, so its words may stand in the log.
 */
export function pageWords(eventArguments: readonly unknown[]): PageWords | null {
  // Electron 35 and later: one object. Before: event, level, message, …
  const [details, oldLevel, oldMessage] = eventArguments;
  const { level, message } = (details ?? {}) as {
    readonly level?: unknown;
    readonly message?: unknown;
  };
  return level === undefined
    ? wordsOf(OLD_LEVELS[Number(oldLevel)], oldMessage)
    : wordsOf(level, message);
}

function wordsOf(level: unknown, message: unknown): PageWords | null {
  if (typeof message !== 'string') {
    return null;
  }
  if (message.startsWith(ABOUT_SANDBOX)) {
    return null;
  }
  const text = message.slice(0, MAX_PAGE_WORDS);
  switch (level) {
    case 'warning':
      return { level: 'warn', text };
    case 'error':
      return { level: 'error', text };
    default:
      return null;
  }
}
