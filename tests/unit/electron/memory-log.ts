import type { Log, LogFields } from '../../../electron/log.ts';

export type LoggedLine = { level: 'info' | 'warn' | 'error'; what: string } & LogFields;

/** A log that remembers its lines. */
export function memoryLog(): Log & { readonly lines: LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const at =
    (level: LoggedLine['level']) =>
    (what: string, fields: LogFields = {}) => {
      lines.push({ level, what, ...fields });
    };
  return { lines, info: at('info'), warn: at('warn'), error: at('error') };
}
