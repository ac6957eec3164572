import type { ButtonSource } from '../hardware/button-source.ts';

/** The same source, which is started no earlier than it is time. Its counters tell what was pressed meanwhile. */
export function buttonSourceAfter(due: Promise<void>, source: ButtonSource): ButtonSource {
  let stopped = false;
  return {
    start(listener) {
      void due.then(() => {
        if (!stopped) {
          source.start(listener);
        }
        return undefined;
      });
    },
    signal: (signal) => source.signal(signal),
    stop() {
      stopped = true;
      return source.stop();
    },
  };
}
