import type { BoxStatus } from '../../contract/box-status.ts';

/** What is wrong with a button box, in the words of its place; `button` counts from 0. */
export type BoxTrouble =
  /** `detail` says why none is found, as the terminal put it. */
  | { readonly kind: 'searching'; readonly detail: string }
  | { readonly kind: 'stale'; readonly box: string }
  | { readonly kind: 'stuck' | 'chatter'; readonly box: string; readonly button: number };

/** Everything that is wrong with a terminal's boxes, in their order; the hub lists a terminal with any of it first. */
export function boxTroublesOf(boxes: readonly BoxStatus[]): readonly BoxTrouble[] {
  return boxes.flatMap((status): readonly BoxTrouble[] => {
    switch (status.state) {
      case 'searching':
        return [{ kind: 'searching', detail: status.detail }];
      case 'stale':
        return [{ kind: 'stale', box: status.boxId }];
      case 'live':
        return status.troubles.map(({ button, kind }) => ({ kind, box: status.boxId, button }));
    }
  });
}
