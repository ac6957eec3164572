import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { packageRehearsal } from '../../build/package-terminal.ts';
import { kioskEnvironment } from '../support/packaged-kiosk.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What the program wrote for people, and its exit code. */
type Refusal = { readonly said: readonly string[]; readonly code: number | null };

test.describe('a package as it is released', () => {
  let executable: string;

  test.beforeAll(async () => {
    executable = path.join(await packageRehearsal(), 'glimlach');
  });

  async function start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Refusal> {
    await using cleanUp = new AsyncDisposableStack();
    const folder = await temporaryFolder('release');
    cleanUp.defer(() => folder.remove());
    const program = spawn(executable, args, {
      env: {
        ...kioskEnvironment({ terminalDir: path.join(folder.path, 'terminal') }),
        GLIMLACH_KIOSK: '',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [said, told, [code]] = await Promise.all([
      text(program.stderr),
      text(program.stdout),
      once(program, 'exit') as Promise<[number | null]>,
    ]);
    return {
      said: `${told}${said}`
        .split('\n')
        .filter((line) => /Glimlach|Debugger|DevTools|ran/.test(line)),
      code,
    };
  }

  const refused = (name: string): Refusal => ({
    said: [
      `Glimlach cannot start: The switch --${name} is not for a locked terminal. ` +
        'Leave it out, or set GLIMLACH_KIOSK=0 for a window that is not locked.',
    ],
    code: 1,
  });

  test('has every fuse set as it should be', async () => {
    const wire = await getCurrentFuseWire(executable);
    const fuses = Object.entries(FuseV1Options).flatMap(([name, option]) =>
      typeof option === 'number' && wire[option] !== undefined
        ? [[name, FuseState[wire[option]]] as const]
        : [],
    );
    expect(Object.fromEntries(fuses)).toEqual({
      RunAsNode: 'DISABLE',
      EnableCookieEncryption: 'ENABLE',
      EnableNodeOptionsEnvironmentVariable: 'DISABLE',
      EnableNodeCliInspectArguments: 'DISABLE',
      EnableEmbeddedAsarIntegrityValidation: 'ENABLE',
      OnlyLoadAppFromAsar: 'ENABLE',
      LoadBrowserProcessSpecificV8Snapshot: 'DISABLE',
      GrantFileProtocolExtraPrivileges: 'DISABLE',
    });
  });

  // Run by root, the tests' Electron starts with this switch only; it is refused first, and whatever follows it too.
  for (const args of [
    ['--no-sandbox'],
    ['--no-sandbox', '--remote-debugging-port=0'],
    ['--no-sandbox', '--inspect=0'],
  ]) {
    test(`is locked without being told, and refuses ${args.join(' ')}`, async () => {
      expect(await start(args)).toEqual(refused('no-sandbox'));
    });
  }

  test('is no Node, and takes no options for one', async () => {
    expect(
      await start(['--no-sandbox', '-e', 'console.log("ran")'], {
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: '--require=/dev/stdin --inspect=0',
      }),
    ).toEqual(refused('no-sandbox'));
  });
});
