import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { tellUnaskedEnd } from '../../support/unasked-end.ts';

type Run = { readonly child: ChildProcess; readonly told: string[]; readonly ask: () => void };

function run(script: string): Run {
  const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  const chunks: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const told: string[] = [];
  let asked = false;
  tellUnaskedEnd(child, {
    name: 'The program',
    isAsked: () => asked,
    output: () => chunks.join(''),
    tell: (words) => told.push(words),
  });
  return {
    child,
    told,
    ask: () => {
      asked = true;
    },
  };
}

describe('the end of a process under test', () => {
  it('is told with its signal and its last words, when nobody asked for it', async () => {
    const { child, told } = run("console.error('one\\ntwo'); process.kill(process.pid, 'SIGSEGV')");
    await once(child, 'close');
    expect(told).toEqual([
      `The program (process ${child.pid}) ended by itself, with signal SIGSEGV. It said last:\none\ntwo`,
    ]);
  });

  it('is told with its exit code', async () => {
    const { child, told } = run("console.error('bad'); process.exit(3)");
    await once(child, 'close');
    expect(told).toEqual([
      `The program (process ${child.pid}) ended by itself, with exit code 3. It said last:\nbad`,
    ]);
  });

  it('is told with no more than the last lines', async () => {
    const { child, told } = run("for (let i = 1; i <= 100; i += 1) console.error('line ' + i)");
    await once(child, 'close');
    expect(told[0]?.split('\n').slice(1)).toEqual(
      Array.from({ length: 60 }, (_, index) => `line ${index + 41}`),
    );
  });

  it('is not told when a test asked for it', async () => {
    const { child, told, ask } = run('process.stdin.resume()');
    ask();
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(told).toEqual([]);
  });
});
