import type { ReactNode } from 'react';
import type { StaffTextKey } from '../language/en.ts';
import type { Line, StaffWords } from '../language/staff-words.ts';
import type { StatusGroup } from '../status-groups.ts';

/** Names and values under a title. What wants attention says so in words' weight and by a mark, not by colour alone. */
export function StaffRows({
  words,
  group,
}: {
  readonly words: StaffWords;
  readonly group: StatusGroup;
}): ReactNode {
  const { t } = words;
  return (
    <section className="staff-card">
      <h3>{t(group.title)}</h3>
      <dl className="staff-rows">
        {group.rows.map(({ name, value, tone, code }) => (
          <div key={`${name} ${value}`} data-tone={tone}>
            <dt>{t(name)}</dt>
            <dd className={code && 'staff-code'} dir={code && 'ltr'}>
              {tone === 'attention' ? <Mark label={t('tone.attention')} sign="!" /> : null}
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A sign of one letter with what it means for whoever does not see it. */
function Mark({ label, sign }: { readonly label: string; readonly sign: string }): ReactNode {
  return (
    <span className="staff-mark">
      <span aria-hidden="true">{sign}</span>
      <span className="only-spoken">{label}: </span>
    </span>
  );
}

const VERDICT: Readonly<
  Record<'passed' | 'failed' | 'not-there', { readonly sign: string; readonly name: StaffTextKey }>
> = {
  passed: { sign: '✓', name: 'verdict.passed' },
  failed: { sign: '!', name: 'verdict.failed' },
  'not-there': { sign: '–', name: 'verdict.not-there' },
};

/** What a test came to, and what was measured. */
export function StaffFinding({
  words,
  verdict,
  lines,
}: {
  readonly words: StaffWords;
  readonly verdict: 'passed' | 'failed' | 'not-there';
  readonly lines: readonly Line[];
}): ReactNode {
  const { sign, name } = VERDICT[verdict];
  return (
    <div className="staff-finding" data-verdict={verdict} role="status">
      <p className="staff-verdict">
        <span className="staff-mark" aria-hidden="true">
          {sign}
        </span>
        {words.t(name)}
      </p>
      <ul>
        {lines.map((line) => (
          <li key={words.line(line)}>{words.line(line)}</li>
        ))}
      </ul>
    </div>
  );
}
