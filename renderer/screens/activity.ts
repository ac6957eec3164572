/** What somebody does closer together than this is told once: who types does not make the page draw at every letter. */
export const TOLD_EVERY_MS = 1_000;

/**
 * Tells that somebody is there: a finger anywhere, or a key that goes down and is not a press. A key that stays down,
 * under a bag or a broken spring, is nobody.
 *
 * @returns ends it.
 */
export function watchActivity(page: EventTarget, onActive: () => void): () => void {
  let toldAtMs = -Infinity;
  const onInput = (event: Event): void => {
    const held = 'repeat' in event && event.repeat === true;
    // A press by key says so itself, by preventing what else the key would do.
    if (!held && !event.defaultPrevented && event.timeStamp - toldAtMs >= TOLD_EVERY_MS) {
      toldAtMs = event.timeStamp;
      onActive();
    }
  };
  // Before whatever is touched: a press that it makes comes after it.
  page.addEventListener('pointerdown', onInput, { capture: true });
  page.addEventListener('keydown', onInput);
  return () => {
    page.removeEventListener('pointerdown', onInput, { capture: true });
    page.removeEventListener('keydown', onInput);
  };
}
