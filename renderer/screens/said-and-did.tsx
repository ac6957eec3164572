import type { ReactNode } from 'react';
import type { Appearance } from '../../contract/appearance.ts';
import type { LanguageTag } from '../../contract/identifiers.ts';
import type { LocalizedText } from '../../contract/localized-text.ts';
import { localizedText } from '../language/localized-text.ts';
import type { Texts } from '../language/texts.ts';
import { useTurns } from './use-turns.ts';

/** Long enough to be read twice, and to disturb nobody who chooses an answer. */
const SHOWN_FOR_MS = 10_000;

type SaidAndDidProps = {
  readonly texts: Texts;
  readonly messages: Appearance['messages'];
  readonly languages: readonly LanguageTag[];
  readonly language: LanguageTag;
};

/**
 * What visitors said and what came of it, in turn. All lie over one another, so that their place is as large as the
 * largest and nothing moves; a screen reader meets the one that is shown, and is told of no change.
 */
export function SaidAndDid({ texts, messages, languages, language }: SaidAndDidProps): ReactNode {
  const turn = useTurns(messages.length, SHOWN_FOR_MS);
  if (messages.length === 0) {
    return null;
  }
  const words = (text: LocalizedText): ReactNode => {
    const found = localizedText(text, language, languages);
    return found === null ? null : (
      <span lang={found.language} dir={found.direction}>
        {found.text}
      </span>
    );
  };
  return (
    <section className="said-and-did" aria-label={texts.t('messages.title')}>
      {messages.map(({ said, did }, index) => (
        <div
          key={JSON.stringify([said, did])}
          className="message"
          data-shown={index === turn}
          aria-hidden={index !== turn}
        >
          <p className="said">
            <b>{texts.t('messages.said')}</b> {words(said)}
          </p>
          <p className="did">
            <b>{texts.t('messages.did')}</b> {words(did)}
          </p>
        </div>
      ))}
    </section>
  );
}
