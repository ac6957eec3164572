import type { ReactNode } from 'react';
import type { Rating } from '../../contract/rating.ts';
import type { TextInLanguage } from '../language/localized-text.ts';
import { Face } from './face.tsx';
import type { ThanksWords } from './thanks-words.ts';

/** Placed and coloured one by one in the style sheet. */
const PETALS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'] as const;

/** The chosen face and a few true words, all there in the first frame; only the decoration moves. */
export function ThanksScreen({
  words,
  rating,
  pressId,
}: {
  readonly words: ThanksWords;
  readonly rating: Rating;
  readonly pressId: string;
}): ReactNode {
  return (
    <div className="screen thanks-screen" data-rating={rating} data-press-id={pressId}>
      <div className="thanks-stage">
        <span className="thanks-wash" />
        <span className="thanks-rings" />
        {rating === 'positive' ? (
          <span className="petals">
            {PETALS.map((petal) => (
              <span key={petal} className="petal" />
            ))}
          </span>
        ) : null}
        <span className="thanks-face">
          <Face kind={rating} chosen />
        </span>
      </div>
      <h1 className="display" {...marked(words.title)}>
        {words.title.text}
      </h1>
      <p className="lead" {...marked(words.text)}>
        {words.text.text}
      </p>
    </div>
  );
}

function marked({ language, direction }: TextInLanguage) {
  return { lang: language, dir: direction };
}
