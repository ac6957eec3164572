import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { killTree } from '../../support/process-tree.ts';
import { connectDevTools, type DevTools } from './devtools.ts';
import { monotonicMs } from './monotonic.ts';

/** What the page's scripts call to tell this process something; one string. */
export const TELL = 'benchTell';

const START_WITHIN_MS = 30_000;
const TELL_WITHIN_MS = 60_000;
const END_WITHIN_MS = 10_000;
const ENDPOINT = /DevTools listening on (ws:\/\/\S+)/;

export type ElectronStart = {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
  /** More switches; every window has those that let it run as root and be driven. */
  readonly switches?: readonly string[];
  /** Source of a script that the page runs before its own. */
  readonly script?: string;
};

/** An Electron application with one window, started like a person would, and driven by DevTools. */
export type ElectronWindow = AsyncDisposable & {
  readonly pid: number;
  /** When it was spawned, on the clock of `monotonicMs`. */
  readonly spawnedAtMs: number;
  /** What it wrote to its standard error until now. */
  output(): string;
  /** Runs a function in the page, which sees nothing of this process but its arguments (JSON), and awaits its result. */
  evaluate<Arguments extends readonly unknown[], Result>(
    pageFunction: (...args: Arguments) => Result | Promise<Result>,
    ...args: Arguments
  ): Promise<Result>;
  /** Resolves with the next string that the page tells; rejects when it tells nothing for a minute. */
  nextTold(): Promise<string>;
  /** What was told and not asked for yet is nobody's any more. */
  forgetTold(): void;
  /** The pointer goes down and up, in CSS pixels of the page. Before its first paint a page takes no input. */
  click(x: number, y: number): void;
  /** Speaks to the page itself. */
  send: (
    method: string,
    parameters?: Readonly<Record<string, unknown>>,
  ) => ReturnType<DevTools['send']>;
  /** Milliseconds to add to the page's `performance.now()` for the clock of `monotonicMs`. */
  pageOffsetMs(): Promise<number>;
  /** Ends the line to it; it goes on by itself. */
  letGo(): void;
  /** SIGTERM, as a system that shuts down does; resolves when all its processes are gone. */
  end(): Promise<void>;
};

/** Resolves when its page can be driven, which is before the page is there to be seen. */
export async function startElectronWindow(start: ElectronStart): Promise<ElectronWindow> {
  const spawnedAtMs = monotonicMs();
  const child = spawn(
    start.executable,
    ['--no-sandbox', '--remote-debugging-port=0', ...(start.switches ?? [])],
    { env: start.env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = once(child, 'exit');
  const endpoint = Promise.withResolvers<string>();
  let said = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    said += text;
    const url = ENDPOINT.exec(said)?.[1];
    if (url !== undefined) {
      endpoint.resolve(url);
    }
  });
  child.once('error', (error) => endpoint.reject(error));
  child.once('exit', () =>
    endpoint.reject(new Error(`It ended before it could be driven: ${said}`)),
  );
  const { pid } = child;
  if (pid === undefined) {
    await endpoint.promise;
    throw new Error(`${start.executable} started without a process id.`);
  }
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const overdue = new AbortController();
      await Promise.race([
        exited.then(() => overdue.abort()),
        delay(END_WITHIN_MS, undefined, { signal: overdue.signal }).catch(() => undefined),
      ]);
      await killTree(pid);
    }
  };
  try {
    const late = AbortSignal.timeout(START_WITHIN_MS);
    late.addEventListener('abort', () =>
      endpoint.reject(new Error(`It could not be driven in time: ${said}`)),
    );
    const browser = await connectDevTools(await endpoint.promise);
    const page = await attachToPage(browser, start.script ?? '');
    return {
      pid,
      spawnedAtMs,
      output: () => said,
      ...page,
      letGo: () => browser.close(),
      end,
      [Symbol.asyncDispose]: end,
    };
  } catch (error) {
    await killTree(pid);
    throw error;
  }
}

type Page = Pick<
  ElectronWindow,
  'evaluate' | 'nextTold' | 'forgetTold' | 'click' | 'send' | 'pageOffsetMs'
>;

/** The page's script runs once in each document, whether the document was there before we were or not. */
function oncePerDocument(script: string): string {
  return `if (!document.benchScript) { document.benchScript = true; ${script} }`;
}

async function attachToPage(browser: DevTools, script: string): Promise<Page> {
  const attached = Promise.withResolvers<string>();
  const overdue = setTimeout(() => {
    attached.reject(new Error('No page to be driven came up.'));
  }, START_WITHIN_MS);
  const told: string[] = [];
  const waiting: ((text: string) => void)[] = [];
  browser.listen(({ method, params }) => {
    if (method === 'Target.attachedToTarget') {
      const { type } = params['targetInfo'] as { type: string };
      if (type === 'page') {
        attached.resolve(params['sessionId'] as string);
      }
    }
    if (method === 'Runtime.bindingCalled' && params['name'] === TELL) {
      const text = params['payload'] as string;
      const next = waiting.shift();
      if (next === undefined) {
        told.push(text);
      } else {
        next(text);
      }
    }
  });
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
  });
  const sessionId = await attached.promise;
  clearTimeout(overdue);
  const send = (
    method: string,
    parameters?: Readonly<Record<string, unknown>>,
  ): ReturnType<DevTools['send']> => browser.send(method, parameters, sessionId);
  await Promise.all([
    send('Runtime.enable'),
    send('Runtime.addBinding', { name: TELL }),
    send('Page.enable'),
    send('Page.addScriptToEvaluateOnNewDocument', { source: oncePerDocument(script) }),
    // The document may be there already.
    send('Runtime.evaluate', { expression: oncePerDocument(script) }),
  ]);

  return {
    send,
    async evaluate(pageFunction, ...args) {
      const { result, exceptionDetails } = (await send('Runtime.evaluate', {
        expression: `(${pageFunction.toString()})(${args.map((arg) => JSON.stringify(arg)).join(', ')})`,
        awaitPromise: true,
        returnByValue: true,
      })) as {
        result?: { value?: unknown };
        exceptionDetails?: { text: string; exception?: { description?: string } };
      };
      if (exceptionDetails !== undefined) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      }
      return result?.value as Awaited<ReturnType<typeof pageFunction>>;
    },
    nextTold() {
      const first = told.shift();
      if (first !== undefined) {
        return Promise.resolve(first);
      }
      const next = Promise.withResolvers<string>();
      const overdue = setTimeout(() => {
        next.reject(new Error(`The page told nothing for ${TELL_WITHIN_MS} ms.`));
      }, TELL_WITHIN_MS);
      waiting.push((text) => {
        clearTimeout(overdue);
        next.resolve(text);
      });
      return next.promise;
    },
    forgetTold() {
      told.length = 0;
    },
    click(x, y) {
      const at = { x, y, button: 'left', clickCount: 1 };
      for (const type of ['mousePressed', 'mouseReleased']) {
        // Whether it had an effect, the page tells.
        send('Input.dispatchMouseEvent', { ...at, type }).catch(() => undefined);
      }
    },
    async pageOffsetMs() {
      await send('Performance.enable');
      const { metrics } = (await send('Performance.getMetrics')) as {
        metrics: readonly { name: string; value: number }[];
      };
      const started = metrics.find(({ name }) => name === 'NavigationStart');
      if (started === undefined) {
        throw new Error('The page does not say when its navigation started.');
      }
      return started.value * 1_000;
    },
  };
}
