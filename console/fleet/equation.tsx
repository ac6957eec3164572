import type { ReactElement } from 'react';
import type { Balance } from '../../contract/protocol/fleet.ts';
import { useLanguage } from '../language/language-context.tsx';

const ADDENDS = ['stored', 'queued', 'parked'] as const;

/** The books in one line: made = stored + waiting + parked, and what is unaccounted for where there is any. */
export function Equation(props: { balance: Balance; large?: boolean }): ReactElement {
  const { t } = useLanguage();
  const { balance, large = false } = props;
  return (
    <p className="equation" data-large={large}>
      <Term name={t('balance.made')} value={balance.made} heading="made" />
      {ADDENDS.map((heading) => (
        <span key={heading} className="equation__step">
          <span className="equation__sign">{heading === 'stored' ? '=' : '+'}</span>
          <Term name={t(`balance.${heading}`)} value={balance[heading]} heading={heading} />
        </span>
      ))}
      {balance.unaccounted > 0 && (
        <span className="equation__step">
          <span className="equation__sign">+</span>
          <Term name={t('balance.unaccounted')} value={balance.unaccounted} heading="unaccounted" />
        </span>
      )}
    </p>
  );
}

function Term(props: { name: string; value: number; heading: keyof Balance }): ReactElement {
  const { count } = useLanguage();
  return (
    <span className="equation__term" data-heading={props.heading} data-none={props.value === 0}>
      <strong>{count(props.value)}</strong> <small>{props.name}</small>
    </span>
  );
}
