import type { ReactElement } from 'react';
import type { FleetTerminal } from '../../contract/protocol/fleet.ts';
import { failureMessage } from '../api/failure-message.ts';
import type { HubFailure } from '../api/hub-result.ts';
import { useLanguage } from '../language/language-context.tsx';
import { asksForSomebody } from './fleet-trouble.ts';

type FleetHeadingProps = {
  /** Null before the first reading. */
  terminals: readonly FleetTerminal[] | null;
  /** There are no further pages. */
  complete: boolean;
  search: string;
  troubledOnly: boolean;
  trouble: HubFailure | null;
  onTryNow: () => void;
};

/** The whole fleet in one sentence, and what the words of the books mean. */
export function FleetHeading(props: FleetHeadingProps): ReactElement {
  const { terminals, trouble } = props;
  const { t } = useLanguage();
  if (terminals === null) {
    return (
      <div className="heading">
        <h1>{t('page.terminals')}</h1>
        <p role="status">
          {trouble === null
            ? t('fleet.loading')
            : `${t('fleet.unknown')} ${failureMessage(trouble, t)}`}
        </p>
        {trouble !== null && (
          <button type="button" className="control fleet__again" onClick={props.onTryNow}>
            {t('connection.tryNow')}
          </button>
        )}
      </div>
    );
  }
  return (
    <div className="heading">
      <h1>{t('page.terminals')}</h1>
      <p role="status">{sentence()}</p>
      {terminals.some(({ balance }) => balance.unaccounted > 0) && (
        <p className="fleet__meaning">{t('fleet.unaccountedMeaning')}</p>
      )}
    </div>
  );

  function sentence(): string {
    const found = terminals ?? [];
    const toCheck = found.filter(asksForSomebody).length;
    if (found.length === 0) {
      return emptySentence();
    }
    if (toCheck === 0) {
      return props.search === '' ? t('fleet.allWell') : t('fleet.foundWell');
    }
    // They come first, so as soon as another is listed all of them are.
    return toCheck < found.length || props.complete
      ? t('fleet.toCheck', { count: toCheck })
      : t('fleet.toCheckAtLeast', { count: toCheck });
  }

  function emptySentence(): string {
    if (props.search !== '') {
      return t('fleet.noneFound', { search: props.search });
    }
    return props.troubledOnly ? t('fleet.allWell') : t('fleet.none');
  }
}
