import { type DevTools, connectDevTools } from './devtools.ts';
import type { ElectronWindow } from './electron-window.ts';
import { privateBytes, rendererOf } from './process-usage.ts';

/** Main and renderer together, right after a full garbage collection of both. */
export type CollectedMemory = {
  /** JavaScript objects that something still refers to. */
  readonly heapBytes: number;
  /** Everything the two processes have to themselves: heaps, Chromium's own memory, caches, code. */
  readonly privateBytes: number;
};

/** Lets main be reached by the inspector of Node. */
export const INSPECTABLE = '--inspect=127.0.0.1:0';

const INSPECTOR = /Debugger listening on (ws:\/\/\S+)/;
/** Finalizers of one collection free what only the next can take. */
const COLLECTIONS = 3;

/** @param window was started with `INSPECTABLE`. */
export async function collectedMemory(window: ElectronWindow): Promise<CollectedMemory> {
  const url = INSPECTOR.exec(window.output())?.[1];
  if (url === undefined) {
    throw new Error('Main was not started with its inspector.');
  }
  const main = await connectDevTools(url);
  try {
    const heaps = [await collectedHeap(main), await collectedHeap(window)];
    const processes = [window.pid, rendererOf(window.pid)];
    return { heapBytes: sum(heaps), privateBytes: sum(processes.map(privateBytes)) };
  } finally {
    main.close();
  }
}

async function collectedHeap(line: Pick<DevTools, 'send'>): Promise<number> {
  await line.send('HeapProfiler.enable');
  for (let done = 0; done < COLLECTIONS; done += 1) {
    await line.send('HeapProfiler.collectGarbage');
  }
  const { usedSize } = await line.send('Runtime.getHeapUsage');
  await line.send('HeapProfiler.disable');
  return usedSize as number;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
