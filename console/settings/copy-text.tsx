import { useState } from 'react';
import type { ReactElement } from 'react';
import { useLanguage } from '../language/language-context.tsx';

/** Something to copy, shown whole so that it can be copied by hand where the browser does not allow it by a button. */
export function CopyText(props: { label: string; text: string }): ReactElement {
  const { t } = useLanguage();
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text);
      setOutcome('copied');
    } catch {
      // Not over plain http, nor where somebody refused it.
      setOutcome('refused');
    }
  }

  return (
    <div className="copy">
      <input
        className="input"
        readOnly
        aria-label={props.label}
        value={props.text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="button" className="control" onClick={() => void copy()}>
        {t('copy.copy')}
      </button>
      <p role="status">{outcome !== null && t(`copy.${outcome}`)}</p>
    </div>
  );
}
