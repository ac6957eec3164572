import type { ReactNode } from 'react';
import type { Rating } from '../../contract/rating.ts';
import { Figure } from './figure.tsx';
import { OF_RATING } from './silhouettes.ts';

/** A number on the body that a face of its rating has, so that the scale is read without its colours. */
export function NumberToken({
  value,
  rating,
}: {
  readonly value: number;
  readonly rating: Rating;
}): ReactNode {
  return (
    <Figure tone={rating} silhouette={OF_RATING[rating]}>
      <text className="token-number" x="120" y={rating === 'negative' ? 164 : 152}>
        {value}
      </text>
    </Figure>
  );
}
