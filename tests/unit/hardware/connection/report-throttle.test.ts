import { describe, expect, it } from 'vitest';
import type { BoxReport } from '../../../../hardware/button-source.ts';
import {
  heldReportsDueAtMs,
  NO_REPORTS,
  tellHeldReports,
  throttleReport,
} from '../../../../hardware/connection/report-throttle.ts';

const noise = (detail: string): BoxReport => ({ kind: 'bad-frame', detail });

describe('report throttle', () => {
  it('tells the first of a kind at once and the rest together after 10 s', () => {
    const first = throttleReport(NO_REPORTS, noise('a'), 0);
    expect(first.tell).toEqual([noise('a')]);
    expect(heldReportsDueAtMs(first.throttle)).toBeNull();

    const second = throttleReport(first.throttle, noise('b'), 4_000);
    const third = throttleReport(second.throttle, noise('c'), 5_000);
    expect([...second.tell, ...third.tell]).toEqual([]);
    expect(heldReportsDueAtMs(third.throttle)).toBe(10_000);

    expect(tellHeldReports(third.throttle, 9_999).tell).toEqual([]);
    const due = tellHeldReports(third.throttle, 10_000);
    expect(due.tell).toEqual([noise('c (2 like it in a short time.)')]);
    expect(heldReportsDueAtMs(due.throttle)).toBeNull();
  });

  it('keeps kinds apart', () => {
    const first = throttleReport(NO_REPORTS, noise('a'), 0);
    const lost: BoxReport = { kind: 'frames-lost', detail: 'b' };
    expect(throttleReport(first.throttle, lost, 1).tell).toEqual([lost]);
  });

  it('tells at once again after a quiet time', () => {
    const first = throttleReport(NO_REPORTS, noise('a'), 0);
    expect(throttleReport(first.throttle, noise('b'), 10_000).tell).toEqual([noise('b')]);
  });

  it('tells what is held at the end', () => {
    const first = throttleReport(NO_REPORTS, noise('a'), 0);
    const second = throttleReport(first.throttle, noise('b'), 1);
    expect(tellHeldReports(second.throttle, Number.POSITIVE_INFINITY).tell).toEqual([noise('b')]);
  });
});
