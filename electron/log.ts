/** Plain facts beside a log line: never the content of an event, a key, a token or anything about a person. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Structured log; `what` is a stable name in kebab-case that somebody can search for. */
export type Log = {
  info(what: string, fields?: LogFields): void;
  warn(what: string, fields?: LogFields): void;
  error(what: string, fields?: LogFields): void;
};

/** A log of one JSON object a line. */
export function jsonLog(write: (line: string) => void, wallMs: () => number): Log {
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (what: string, fields: LogFields = {}) => {
      write(
        `${JSON.stringify({ time: new Date(wallMs()).toISOString(), level, what, ...fields })}\n`,
      );
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
