import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

const EASE = 'cubic-bezier(0.2, 0.8, 0.2, 1)';

/**
 * Items with `data-item` glide to their new place and new ones settle in, instead of jumping. What is there at first
 * stays still, and so does everything for people who asked for less motion.
 */
export function useSmoothList(): RefObject<HTMLUListElement | null> {
  const list = useRef<HTMLUListElement>(null);
  const tops = useRef<ReadonlyMap<string, number> | null>(null);
  useLayoutEffect(() => {
    const before = tops.current;
    const after = new Map<string, number>();
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    for (const item of list.current?.querySelectorAll<HTMLElement>('[data-item]') ?? []) {
      const id = item.dataset['item'] ?? '';
      after.set(id, item.offsetTop);
      if (before === null || still) {
        continue;
      }
      const old = before.get(id);
      if (old === undefined) {
        item.animate(
          [
            { opacity: 0, transform: 'translateY(-0.75rem) scale(0.98)' },
            { opacity: 1, transform: 'none' },
          ],
          { duration: 420, easing: EASE },
        );
      } else if (old !== item.offsetTop) {
        item.animate(
          [{ transform: `translateY(${old - item.offsetTop}px)` }, { transform: 'none' }],
          {
            duration: 320,
            easing: EASE,
          },
        );
      }
    }
    tops.current = after;
  });
  return list;
}
