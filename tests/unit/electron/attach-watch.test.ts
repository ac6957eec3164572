import { describe, expect, it } from 'vitest';
import { ATTACH_WITHIN_MS, createAttachWatch } from '../../../electron/attach-watch.ts';

function watched() {
  const timers: { delayMs: number; run: () => void }[] = [];
  let overdue = 0;
  const watch = createAttachWatch(
    (delayMs, run) => {
      const timer = { delayMs, run };
      timers.push(timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index !== -1) {
          timers.splice(index, 1);
        }
      };
    },
    () => {
      overdue += 1;
    },
  );
  return {
    watch,
    waiting: () => timers.map(({ delayMs }) => delayMs),
    pass: () => timers.splice(0).forEach(({ run }) => run()),
    overdue: () => overdue,
  };
}

describe('attach watch', () => {
  it('reports a page that has loaded and does not attach, again after every load', () => {
    const { watch, waiting, pass, overdue } = watched();
    const before = waiting();
    watch.pageComing();
    const after = waiting();
    pass();
    watch.pageGone();
    watch.pageComing();
    pass();
    expect([before, after, overdue()]).toEqual([[], [ATTACH_WITHIN_MS], 2]);
  });

  it('is content with a page that attaches, before or after it has finished loading', () => {
    const { watch, waiting } = watched();
    watch.pageComing();
    watch.pageAttached();
    const late = waiting();
    watch.pageGone();
    watch.pageAttached();
    watch.pageComing();
    expect([late, waiting()]).toEqual([[], []]);
  });

  it('waits for no page that is gone', () => {
    const { watch, waiting } = watched();
    watch.pageComing();
    watch.pageGone();
    expect(waiting()).toEqual([]);
  });
});
