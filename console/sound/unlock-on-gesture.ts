import type { AlertSound } from './alert-sound.ts';

/**
 * Any click or key press on the page, signing in included, lets wanted sound through. The sound control is left out:
 * it says itself what it wants, and unlocking first would turn its "on" into an "off".
 */
export function unlockOnGesture(page: Document, sound: Pick<AlertSound, 'gesture'>): void {
  const onGesture = (event: Event): void => {
    if (!(event.target instanceof Element && event.target.closest('[data-sound]') !== null)) {
      void sound.gesture();
    }
  };
  page.addEventListener('pointerup', onGesture);
  page.addEventListener('keydown', onGesture);
}
