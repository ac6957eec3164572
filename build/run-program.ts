import { spawn } from 'node:child_process';
import { projectRoot } from './project-root.ts';

/**
 * Runs a program in the project's folder with its output shown as it comes, and answers with its exit code.
 * One ended by a signal answers 1; one that could not be started throws.
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
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
