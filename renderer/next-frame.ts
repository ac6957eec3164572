/**
 * Asks the screen for a frame and resolves once it was painted; false where none came in time, because the page is
 * hidden or nothing is drawn any more.
 */
export function nextFrame(withinMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const late = setTimeout(() => resolve(false), withinMs);
  requestAnimationFrame(() => {
    // The callback runs before the paint; the next task runs after it.
    setTimeout(() => {
      clearTimeout(late);
      resolve(true);
    }, 0);
  });
  return promise;
}
