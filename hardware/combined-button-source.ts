import type { BoxStatus } from '../contract/box-status.ts';
import type { ButtonSource } from './button-source.ts';

/** Several sources as one. Its statuses are those of the first, then of the second, and so on. */
export function combinedButtonSource(sources: readonly ButtonSource[]): ButtonSource {
  const statuses = sources.map((): readonly BoxStatus[] => []);
  let stopped = false;
  return {
    start(listener) {
      for (const [index, source] of sources.entries()) {
        // Whoever listens may stop us on the first word.
        if (stopped) {
          return;
        }
        source.start({
          onPress: (press) => {
            listener.onPress(press);
          },
          onReading: (reading) => {
            listener.onReading(reading);
          },
          onReport: (report) => {
            listener.onReport(report);
          },
          onStatuses: (told) => {
            statuses[index] = told;
            listener.onStatuses(statuses.flat());
          },
        });
      }
    },
    signal(signal) {
      return sources.map((source) => source.signal(signal)).includes(true);
    },
    async stop() {
      stopped = true;
      await Promise.all(sources.map((source) => source.stop()));
    },
  };
}
