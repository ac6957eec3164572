import type { ReactNode } from 'react';
import type { Rating } from '../../contract/rating.ts';
import type { TextKey } from '../language/en.ts';
import type { Texts } from '../language/texts.ts';
import { Face } from './face.tsx';

const WORDS: Readonly<Record<Rating, { readonly title: TextKey; readonly text: TextKey }>> = {
  positive: { title: 'thanks.positive.title', text: 'thanks.positive.text' },
  neutral: { title: 'thanks.neutral.title', text: 'thanks.neutral.text' },
  negative: { title: 'thanks.negative.title', text: 'thanks.negative.text' },
};

/** Placed and coloured one by one in the style sheet. */
const PETALS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n'] as const;

/** The chosen face and a few true words, all there in the first frame; only the decoration moves. */
export function ThanksScreen({
  texts,
  rating,
  pressId,
}: {
  readonly texts: Texts;
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
      <h1 className="display">{texts.t(WORDS[rating].title)}</h1>
      <p className="lead">{texts.t(WORDS[rating].text)}</p>
    </div>
  );
}
