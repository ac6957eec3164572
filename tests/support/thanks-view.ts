import type { Rating } from '../../contract/rating.ts';
import type { KioskView } from '../../renderer/kiosk/kiosk-view.ts';

/** A thank-you with nothing to do on it, unless it says otherwise. */
export function thanksView(
  rating: Rating,
  more: Partial<Extract<KioskView, { screen: 'thanks' }>> = {},
): KioskView {
  return {
    screen: 'thanks',
    rating,
    pressId: 'a',
    offers: [],
    promised: false,
    closing: null,
    ...more,
  };
}
