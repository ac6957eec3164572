/** Whoever gives no PIN went away, or is no staff. */
export const PIN_IDLE_MS = 30_000;
/** No key and no finger gains more: with the keys of a keypad, the next visitors type here what they mean to press. */
export const PIN_WITHIN_MS = 60_000;
export const IDLE_MS = 2 * 60_000;
/** As main has it: the menu does not stand there when main has locked it. */
export const UNLOCKED_FOR_MS = 10 * 60_000;

export type StaffTimeoutOptions = {
  readonly page: EventTarget;
  readonly unlocked: boolean;
  /** Hears of something else that shows that somebody is there; returns what ends it. */
  readonly listen: ((onActive: () => void) => () => void) | null;
  readonly onEnd: () => void;
};

/**
 * Ends the menu when nobody touches anything for a while, and after ten minutes all the same; a minute while the PIN
 * was not given. A key that stays down, and one that presses, is nobody at the menu.
 *
 * @returns stops it.
 */
export function limitStaffTime({ page, unlocked, listen, onEnd }: StaffTimeoutOptions): () => void {
  const idleMs = unlocked ? IDLE_MS : PIN_IDLE_MS;
  const limit = setTimeout(onEnd, unlocked ? UNLOCKED_FOR_MS : PIN_WITHIN_MS);
  let idle = setTimeout(onEnd, idleMs);
  const onActive = (): void => {
    clearTimeout(idle);
    idle = setTimeout(onEnd, idleMs);
  };
  const onInput = (event: Event): void => {
    const held = 'repeat' in event && event.repeat === true;
    if (!held && !event.defaultPrevented) {
      onActive();
    }
  };
  page.addEventListener('pointerdown', onInput, { capture: true });
  page.addEventListener('keydown', onInput, { capture: true });
  const stopListening = listen?.(onActive);
  return () => {
    clearTimeout(limit);
    clearTimeout(idle);
    stopListening?.();
    page.removeEventListener('pointerdown', onInput, { capture: true });
    page.removeEventListener('keydown', onInput, { capture: true });
  };
}
