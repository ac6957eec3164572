import { useId } from 'react';
import type { ReactElement, RefObject } from 'react';
import { useLanguage } from '../language/language-context.tsx';

type KeysHelpProps = {
  dialog: RefObject<HTMLDialogElement | null>;
  letterKeys: boolean;
};

/** Every key there is. */
export function KeysHelp({ dialog, letterKeys }: KeysHelpProps): ReactElement {
  const { t } = useLanguage();
  const title = useId();
  const rows: readonly (readonly [readonly string[], string])[] = [
    [letterKeys ? ['J', 'K', '↓', '↑'] : ['↓', '↑'], t('keys.move')],
    ...(letterKeys
      ? ([
          [['A'], t('alert.acknowledge')],
          [['S'], t('alert.snooze')],
          [['D'], t('alert.resolve')],
          [['O'], t('keys.open')],
          [['/'], t('keys.filter')],
          [['?'], t('keys.help')],
        ] as const)
      : []),
  ];
  return (
    <dialog ref={dialog} className="ask keys" aria-labelledby={title}>
      <h2 id={title}>{t('keys.title')}</h2>
      <dl>
        {rows.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div className="ask__ways">
        <button type="button" className="control" onClick={() => dialog.current?.close()}>
          {t('keys.close')}
        </button>
      </div>
    </dialog>
  );
}
