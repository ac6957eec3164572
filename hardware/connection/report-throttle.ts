import type { BoxReport } from '../button-source.ts';

const QUIET_MS = 10_000;

/** Per kind of report, and button: until when no other is told, and how many were held back meanwhile. */
export type ReportThrottle = ReadonlyMap<
  string,
  { readonly quietUntilMs: number; readonly held: number; readonly last: BoxReport }
>;

export const NO_REPORTS: ReportThrottle = new Map();

/**
 * Keeps a noisy line from flooding a log without hiding anything: the first report of a kind is told at once, and
 * those within the next 10 s are told together when that time is over.
 */
export function throttleReport(
  throttle: ReportThrottle,
  report: BoxReport,
  nowMs: number,
): { throttle: ReportThrottle; tell: readonly BoxReport[] } {
  const due = tellHeldReports(throttle, nowMs);
  const key = `${report.kind} ${report.button ?? ''}`;
  const entry = due.throttle.get(key);
  const next = new Map(due.throttle);
  if (entry === undefined) {
    next.set(key, { quietUntilMs: nowMs + QUIET_MS, held: 0, last: report });
    return { throttle: next, tell: [...due.tell, report] };
  }
  next.set(key, { ...entry, held: entry.held + 1, last: report });
  return { throttle: next, tell: due.tell };
}

/** Tells what was held back and is due; with `Infinity` everything. */
export function tellHeldReports(
  throttle: ReportThrottle,
  nowMs: number,
): { throttle: ReportThrottle; tell: readonly BoxReport[] } {
  const tell: BoxReport[] = [];
  const next = new Map(throttle);
  for (const [key, { quietUntilMs, held, last }] of throttle) {
    if (quietUntilMs > nowMs) {
      continue;
    }
    if (held === 0) {
      next.delete(key);
      continue;
    }
    next.set(key, { quietUntilMs: nowMs + QUIET_MS, held: 0, last });
    tell.push({
      ...last,
      detail: held === 1 ? last.detail : `${last.detail} (${held} like it in a short time.)`,
    });
  }
  return { throttle: next, tell };
}

/** When `tellHeldReports` next has something to tell; null while nothing is held back. */
export function heldReportsDueAtMs(throttle: ReportThrottle): number | null {
  const due = [...throttle.values()].filter(({ held }) => held > 0);
  return due.length === 0 ? null : Math.min(...due.map(({ quietUntilMs }) => quietUntilMs));
}
