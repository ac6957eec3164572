import { describe, expect, it } from 'vitest';
import { MAX_REPORT_LENGTH } from '../../../../../contract/staff-ipc.ts';
import { isReport } from '../../../../../contract/staff-report.ts';
import { reportPage } from '../../../../../renderer/staff/acceptance/report-page.ts';
import { staffCatalogues, staffWords } from '../../../../../renderer/staff/language/staff-words.ts';
import { findingsIn, reportIn } from '../../../../support/staff-facts.ts';

describe('Report of a site acceptance test', () => {
  it.each(Object.keys(staffCatalogues))(
    'says who, where, when and every check in %s',
    (language) => {
      const words = staffWords(language);
      const html = reportPage(reportIn(words), words);
      const text = html.replaceAll(/<style>[^]*<\/style>/g, '').replaceAll(/<[^>]*>/g, ' ');
      for (const said of [
        'Noor de Wit',
        'Checkout 3',
        'Utrecht',
        'Europe/Amsterdam',
        'GB-1042',
        words.t('report.passed'),
        words.t('check.stores'),
        words.t('found.roundTrip', { time: words.measure(31) }),
      ]) {
        expect(text).toContain(said);
      }
      expect(text).not.toContain('{{');
      expect([isReport(html), html.length < MAX_REPORT_LENGTH]).toEqual([true, true]);
    },
  );

  it('loads nothing and runs nothing, whatever names and boxes are called', () => {
    const words = staffWords('en');
    const html = reportPage(
      {
        ...reportIn(words),
        who: '<script>alert(1)</script>',
        terminal: '"><img src=x onerror=alert(1)>',
        boxes: ['</dd><iframe src="https://elsewhere.example">'],
      },
      words,
    );
    const tags = [...html.matchAll(/<(\w+)/g)].map(([, tag = '']) => tag);
    expect(
      tags.filter((tag) => /^(script|img|iframe|link|object|embed|a|form)$/.test(tag)),
    ).toEqual([]);
    expect(html).not.toMatch(/<[^>]*\s(on\w+|src|href)=/);
  });

  it('does not call a test passed that left something out', () => {
    const words = staffWords('en');
    const { sound: _left, ...findings } = findingsIn(words);
    const html = reportPage(reportIn(words, findings), words);
    expect([
      html.includes(words.t('report.passed')),
      html.includes(words.t('verdict.missing')),
    ]).toEqual([false, true]);
  });
});
