import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectRoot } from '../../build/project-root.ts';
import { killTree } from './process-tree.ts';

/** A script of this project, started as its npm script starts it. */
export type StartedScript = AsyncDisposable & {
  /** What it has printed so far. */
  output(): string;
  errorOutput(): string;
  /** SIGINT, as by Ctrl-C. */
  interrupt(): void;
  /** Settles when it is gone, with its exit code or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
};

/** Starts `npm run`'s script with this environment and no other. Disposing kills it with everything it started. */
export function startScript(script: string, env: NodeJS.ProcessEnv): StartedScript {
  const child = spawn(process.execPath, ['build/run.mjs', script], {
    cwd: projectRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errorOutput = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errorOutput += text;
  });
  const closed = once(child, 'close');
  return {
    output: () => output,
    errorOutput: () => errorOutput,
    interrupt: () => {
      child.kill('SIGINT');
    },
    ended: closed.then(() => child.exitCode ?? child.signalCode),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        await killTree(child.pid);
        await closed;
      }
    },
  };
}
