import type { IpcNotice } from '../contract/ipc.ts';
import type { StartTimer } from '../hardware/node/start-timer.ts';
import type { PageWatchEvent, PageWatchTrouble } from './page-watch.ts';
import { PAGE_WATCH_START, watchPage } from './page-watch.ts';

export type RunPageWatchParts = {
  readonly monotonicMs: () => number;
  readonly startTimer: StartTimer;
  readonly ask: (probe: number) => void;
  /** After every answer of a page that paints a screen. */
  readonly onWell: (screen: string) => void;
  readonly onTrouble: (trouble: PageWatchTrouble) => void;
};

/** The page watch with its one timer. */
export type RunningPageWatch = {
  attached(): void;
  gone(): void;
  /** Whether anybody could see the page; unless said, they can. */
  seen(seen: boolean): void;
  painted(answer: IpcNotice<'painted'>): void;
};

const nothing = (): void => undefined;

export function runPageWatch(parts: RunPageWatchParts): RunningPageWatch {
  let watch = PAGE_WATCH_START;
  let cancel = nothing;

  function dispatch(event: PageWatchEvent): void {
    const step = watchPage(watch, event, parts.monotonicMs());
    ({ watch } = step);
    for (const effect of step.effects) {
      switch (effect.type) {
        case 'wake':
          cancel();
          cancel =
            effect.afterMs === null
              ? nothing
              : parts.startTimer(effect.afterMs, () => dispatch({ type: 'due' }));
          break;
        case 'ask':
          parts.ask(effect.probe);
          break;
        case 'well':
          parts.onWell(effect.screen);
          break;
        case 'trouble':
          parts.onTrouble(effect.trouble);
          break;
      }
    }
  }

  return {
    attached: () => dispatch({ type: 'attached' }),
    gone: () => dispatch({ type: 'gone' }),
    seen: (seen) => dispatch({ type: 'seen', seen }),
    painted: (answer) => dispatch({ type: 'painted', answer }),
  };
}
