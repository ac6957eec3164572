/** A page that is hidden gets no frames; nobody looks, so it may be late. */
const WITHOUT_FRAME_MS = 50;

/** Runs an action once, as part of the next frame, unless the returned function is called first. */
export function beforeNextFrame(action: () => void): () => void {
  const cancel = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(late);
  };
  const run = (): void => {
    cancel();
    action();
  };
  const frame = requestAnimationFrame(run);
  const late = setTimeout(run, WITHOUT_FRAME_MS);
  return cancel;
}
