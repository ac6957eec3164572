import { useEffect, useEffectEvent } from 'react';
import type { Rating } from '../../contract/rating.ts';
import { ratingOfKey } from './rating-of-key.ts';

/** While `listening`, tells each press of a rating's key once, wherever the focus is. */
export function useKeypad(listening: boolean, onRating: (rating: Rating) => void): void {
  const tell = useEffectEvent(onRating);
  useEffect(() => {
    if (!listening) {
      return undefined;
    }
    const onKeyDown = (stroke: KeyboardEvent): void => {
      const rating = ratingOfKey(stroke);
      if (rating !== null) {
        stroke.preventDefault();
        tell(rating);
      }
    };
    globalThis.addEventListener('keydown', onKeyDown);
    return () => {
      globalThis.removeEventListener('keydown', onKeyDown);
    };
  }, [listening]);
}
