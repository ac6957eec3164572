import { spawn } from 'node:child_process';

const READY = 'starting data transfer loop';

/** Two connected pseudo terminals: what one end writes, the other reads. */
export type PtyPair = {
  /** Where a terminal opens its port; a link to the real device. */
  readonly terminalPath: string;
  /** Where the box opens its end. */
  readonly boxPath: string;
  /** Settles when the pair is gone, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends the pair, like pulling the plug on both ends; resolves when the links are gone. */
  close(): Promise<void>;
};

export type PtyPairResult =
  | { readonly ok: true; readonly pair: PtyPair }
  | { readonly ok: false; readonly detail: string };

/** Makes a pair at `terminalPath` and `terminalPath.box` with the program `socat`, and returns once both can be opened. */
export function createPtyPair(terminalPath: string): Promise<PtyPairResult> {
  const boxPath = `${terminalPath}.box`;
  return new Promise((resolve) => {
    // In a process group of its own: Ctrl-C is for us, and we end it.
    const socat = spawn(
      'socat',
      ['-d', '-d', `pty,raw,echo=0,link=${terminalPath}`, `pty,raw,echo=0,link=${boxPath}`],
      { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    );
    const endWithUs = (): void => {
      socat.kill();
    };
    process.once('exit', endWithUs);

    let said = '';
    const ended = new Promise<void>((resolveEnded) => {
      socat.once('error', (error) => {
        process.removeListener('exit', endWithUs);
        resolve({ ok: false, detail: describeStartFailure(error) });
        resolveEnded();
      });
      socat.once('close', (code) => {
        process.removeListener('exit', endWithUs);
        resolve({
          ok: false,
          detail: `socat ended with code ${code ?? 'none'}: ${complaint(said)}. Choose a path in a folder that can be written.`,
        });
        resolveEnded();
      });
    });

    socat.stderr.setEncoding('utf8');
    socat.stderr.on('data', (text: string) => {
      said = (said + text).slice(-2_000);
      if (said.includes(READY)) {
        resolve({
          ok: true,
          pair: {
            terminalPath,
            boxPath,
            ended,
            close: () => {
              socat.kill();
              return ended;
            },
          },
        });
      }
    });
  });
}

/** The last error or warning in what socat wrote: `date time socat[pid] E text`. */
function complaint(said: string): string {
  const complaints = [...said.matchAll(/^\S+ \S+ socat\[\d+\] [EW] (.+)$/gm)];
  return complaints.at(-1)?.[1] ?? 'it said nothing';
}

function describeStartFailure(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT'
    ? 'The program socat is missing; install it (on Debian: apt-get install socat).'
    : `socat could not be started: ${error.message}.`;
}
