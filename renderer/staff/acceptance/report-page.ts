import { reportStart } from '../../../contract/staff-report.ts';
import type { StaffTextKey } from '../language/en.ts';
import type { StaffWords } from '../language/staff-words.ts';
import { CHECKS, type Check, type Finding, type Findings, isPassed } from './acceptance-machine.ts';

/** What a report says of the terminal beside its checks. */
export type ReportFacts = {
  readonly who: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Such as `Europe/Amsterdam`. */
  readonly timeZone: string;
  readonly terminal: string;
  /** Null until the terminal is assigned. */
  readonly touchpoint: string | null;
  readonly location: string | null;
  readonly terminalId: string;
  readonly hubUrl: string | null;
  readonly appVersion: string;
  readonly configurationVersion: number;
  readonly runtime: string;
  readonly boxes: readonly string[];
  readonly findings: Findings;
};

const SIGN: Readonly<Record<Finding['verdict'] | 'missing', string>> = {
  passed: '✓',
  failed: '!',
  'not-there': '–',
  missing: '!',
};

/**
 * The report of a site acceptance test: one page of HTML with everything in it, which prints on A4. It runs no script
 * and loads nothing, so it reads the same wherever it is taken.
 */
export function reportPage(facts: ReportFacts, words: StaffWords): string {
  const { t, moment } = words;
  const passed = isPassed(facts.findings);
  const title = t('report.title');
  const rows: readonly (readonly [StaffTextKey, string])[] = [
    ['report.terminal', facts.terminal],
    ['report.touchpoint', facts.touchpoint ?? t('status.notAssigned')],
    ['report.location', facts.location ?? t('status.notAssigned')],
    ['report.who', facts.who],
    ['report.when', `${moment(facts.startedAtMs)} (${facts.timeZone})`],
    ['report.took', words.measure(facts.endedAtMs - facts.startedAtMs)],
  ];
  const codes: readonly (readonly [StaffTextKey, string])[] = [
    ['report.terminalId', facts.terminalId],
    ['status.address', facts.hubUrl ?? '–'],
    ['status.version', facts.appVersion],
    ['status.configuration', String(facts.configurationVersion)],
    ['status.runtime', facts.runtime],
    ['report.boxes', facts.boxes.length === 0 ? '–' : facts.boxes.join(', ')],
  ];
  return `${reportStart(words.language, words.direction)}<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${title}: ${facts.terminal}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
${smiley(passed)}
<div>
<p class="brand">Glimlach</p>
<h1>${escaped(title)}</h1>
<p class="verdict ${passed ? 'passed' : 'failed'}">${escaped(t(passed ? 'report.passed' : 'report.failed'))}</p>
</div>
</header>
<dl class="facts">
${rows.map(([name, value]) => `<div><dt>${escaped(t(name))}</dt><dd>${escaped(value)}</dd></div>`).join('\n')}
</dl>
<ol class="checks">
${CHECKS.map((check) => checkItem(check, facts.findings[check], words)).join('\n')}
</ol>
<dl class="facts small">
${codes.map(([name, value]) => `<div><dt>${escaped(t(name))}</dt><dd class="code" dir="ltr">${escaped(value)}</dd></div>`).join('\n')}
</dl>
<section class="signature">
<p>${escaped(t('report.signature'))}</p>
<div><span>${escaped(facts.who)}</span><span>${escaped(t('report.place'))}</span></div>
</section>
</main>
</body>
</html>
`;
}

function checkItem(check: Check, finding: Finding | undefined, words: StaffWords): string {
  const verdict = finding?.verdict ?? 'missing';
  const name = finding === undefined ? 'verdict.missing' : (`verdict.${finding.verdict}` as const);
  return `<li class="${verdict}">
<span class="sign" aria-hidden="true">${SIGN[verdict]}</span>
<div>
<h2>${escaped(words.t(`check.${check}`))} <small>${escaped(words.t(name))}</small></h2>
<ul>
${(finding?.lines ?? []).map((line) => `<li>${escaped(words.line(line))}</li>`).join('\n')}
</ul>
</div>
</li>`;
}

/** Whatever a name, a box or an error message holds, it stays a text. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function smiley(passed: boolean): string {
  const [skin, edge, ink] = passed
    ? ['#34b87c', '#1a7f54', '#07372a']
    : ['#fbbf2d', '#b37a00', '#4a2f00'];
  const mouth = passed ? 'M30 60q20 20 40 0' : 'M32 66h36';
  return `<svg viewBox="0 0 100 100" width="76" height="76" aria-hidden="true">
<circle cx="50" cy="50" r="46" fill="${skin}" stroke="${edge}" stroke-width="4"/>
<circle cx="35" cy="42" r="5.5" fill="${ink}"/><circle cx="65" cy="42" r="5.5" fill="${ink}"/>
<path d="${mouth}" fill="none" stroke="${ink}" stroke-width="6" stroke-linecap="round"/>
</svg>`;
}

const STYLE = `
@page { size: A4; margin: 13mm 18mm; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { background: #f4e9d8; color: #2d211a; font: 15px/1.45 'Figtree', 'Segoe UI', Roboto, 'Noto Sans', system-ui, sans-serif; }
main { max-width: 190mm; margin: 24px auto; padding: 32px 36px; border-radius: 18px; background: #fffdf8; }
header { display: flex; gap: 22px; align-items: center; padding-bottom: 18px; border-bottom: 2px solid #d9c8b2; }
svg { flex: none; }
.brand { color: #6a584c; font-weight: 600; letter-spacing: .02em; }
h1 { font-size: 27px; line-height: 1.15; letter-spacing: -.02em; }
.verdict { display: inline-block; margin-top: 8px; padding: 2px 12px; border: 2px solid; border-radius: 99px; font-weight: 700; }
.verdict.passed { color: #17714b; background: #e8f7ee; }
.verdict.failed { color: #a32922; background: #ffeee9; }
.facts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 9px 28px; padding: 18px 0; }
.facts dt { color: #6a584c; font-size: 12.5px; }
.facts dd { font-weight: 600; overflow-wrap: anywhere; }
.facts.small { border-top: 1px solid #d9c8b2; font-size: 13px; }
.facts.small dd { font-weight: 400; }
.code { font-family: ui-monospace, 'Cascadia Mono', Consolas, monospace; font-size: 12px; text-align: start; }
.checks { list-style: none; }
.checks > li { display: flex; gap: 14px; padding: 13px 0; border-top: 1px solid #d9c8b2; break-inside: avoid; }
.sign { flex: none; width: 28px; height: 28px; border: 2px solid; border-radius: 50%; font-weight: 700; line-height: 24px; text-align: center; }
.passed > .sign { color: #17714b; background: #e8f7ee; }
.failed > .sign, .missing > .sign { color: #a32922; background: #ffeee9; }
.not-there > .sign { color: #6a584c; background: #f4e9d8; }
h2 { font-size: 16.5px; line-height: 1.3; }
h2 small { color: #6a584c; font-size: 13px; font-weight: 500; }
.checks ul { list-style: none; color: #4b3b30; font-size: 13.5px; overflow-wrap: anywhere; }
.signature { margin-top: 10px; padding-top: 16px; border-top: 2px solid #d9c8b2; break-inside: avoid; }
.signature div { display: grid; grid-template-columns: 1fr 1fr; gap: 28px; margin-top: 52px; }
.signature span { padding-top: 5px; border-top: 1px solid #6a584c; color: #6a584c; font-size: 12.5px; }
@media print {
html, main { background: none; }
main { max-width: none; margin: 0; padding: 0; zoom: 0.86; }
* { print-color-adjust: exact; }
}
`;
