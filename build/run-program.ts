import { spawn } from 'node:child_process';
import { projectRoot } from './project-root.ts';

/**
 * Runs a program in the project's folder with its output shown as it comes, and answers with its exit code.
 * One ended by a signal answers 1; one that could not be started throws. SIGTERM is passed on, so that it ends what it
 * started; this process goes on until it has.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    const passOn = (): void => void child.kill('SIGTERM');
    process.on('SIGTERM', passOn);
    child.once('error', (error) => {
      process.off('SIGTERM', passOn);
      reject(error);
    });
    child.once('exit', (code) => {
      process.off('SIGTERM', passOn);
      resolve(code ?? 1);
    });
  });
}
