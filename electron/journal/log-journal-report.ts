import type { Log } from '../log.ts';
import type { JournalReport } from './journal.ts';

/** One line for everything the journal found or did: `journal-damage` where events may be lost. */
export function logJournalReport(log: Log, report: JournalReport): void {
  switch (report.what) {
    case 'damaged-record':
    case 'torn-tail': {
      const { what: kind, place, ...fields } = report;
      log.error('journal-damage', { kind, ...fields, ...place });
      return;
    }
    case 'segment-damaged':
    case 'segment-missing': {
      const { what: kind, ...fields } = report;
      log.error('journal-damage', { kind, ...fields });
      return;
    }
    case 'segments-removed': {
      const { what, ...fields } = report;
      log.info(`journal-${what}`, fields);
      return;
    }
    case 'directory-unusable':
    case 'directory-not-written':
    case 'segment-not-begun':
    case 'segment-not-closed':
    case 'segment-not-removed':
    case 'reserve-not-held': {
      const { what, ...fields } = report;
      log.warn(`journal-${what}`, fields);
    }
  }
}
