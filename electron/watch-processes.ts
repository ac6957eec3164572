import { totalmem } from 'node:os';
import { app } from 'electron';
import type { StartTimer } from '../hardware/node/start-timer.ts';
import type { Log } from './log.ts';
import { memoryLimits, memoryRemedy, type MemoryUse } from './memory-use.ts';
import { lostGpuLately, NO_LOSSES, processLost } from './process-losses.ts';

const SAMPLE_EVERY_MS = 60_000;

export type WatchProcessesParts = {
  readonly log: Log;
  readonly monotonicMs: () => number;
  readonly startTimer: StartTimer;
  readonly pagePid: () => number | null;
  /** What is going on at the terminal. */
  readonly use: () => Pick<MemoryUse, 'pageUpMs' | 'screen' | 'quietForMs'>;
  readonly reloadWhenIdle: () => void;
  readonly reload: () => void;
  readonly relaunch: (reason: string, withoutGpu: boolean) => void;
};

export type WatchedProcesses = { readonly gpuLost: () => boolean };

/** Sees to the processes beside the page: those that end, and those that grow. */
export function watchProcesses(parts: WatchProcessesParts): WatchedProcesses {
  const { log, monotonicMs } = parts;
  const limits = memoryLimits(totalmem());
  let losses = NO_LOSSES;

  app.on('child-process-gone', (_event, { type, reason, exitCode, name, serviceName }) => {
    // Ended in order: Chromium has finished with it.
    if (reason === 'clean-exit') {
      return;
    }
    const gpu = type === 'GPU';
    const lost = processLost(losses, gpu ? 'gpu' : 'other', monotonicMs());
    ({ losses } = lost);
    log.error(gpu ? 'gpu-process-lost' : 'process-lost', {
      type,
      reason,
      exitCode,
      name: name ?? serviceName ?? null,
    });
    if (lost.verdict === 'relaunch') {
      parts.relaunch(gpu ? 'gpu-process-lost' : 'process-lost', gpu);
    }
  });

  function sample(): void {
    const pagePid = parts.pagePid();
    const metrics = app.getAppMetrics();
    const bytesOf = (pid: number | null) => {
      const found = metrics.find((each) => each.pid === pid);
      return found === undefined ? null : found.memory.workingSetSize * 1_024;
    };
    const pageBytes = bytesOf(pagePid);
    const mainBytes = bytesOf(process.pid) ?? 0;
    const remedy = memoryRemedy(limits, {
      ...parts.use(),
      pageBytes,
      mainBytes,
      mainUpMs: process.uptime() * 1_000,
    });
    if (remedy !== 'none') {
      log.warn('memory-high', { pageBytes, mainBytes, remedy });
    }
    switch (remedy) {
      case 'none':
        break;
      case 'reload-when-idle':
        parts.reloadWhenIdle();
        break;
      case 'reload':
        parts.reload();
        break;
      case 'relaunch':
        parts.relaunch('memory-high', false);
        break;
    }
    parts.startTimer(SAMPLE_EVERY_MS, sample);
  }
  parts.startTimer(SAMPLE_EVERY_MS, sample);

  return { gpuLost: () => lostGpuLately(losses, monotonicMs()) };
}
