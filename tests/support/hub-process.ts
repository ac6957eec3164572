import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { HubId } from '../../contract/identifiers.ts';
import { Publication } from '../../hub/publishing/publication.ts';
import { killTree } from './process-tree.ts';
import { TEST_SECRET } from './test-secret.ts';

const Ready = z.object({
  url: z.url(),
  demo: z.object({
    touchpointId: HubId,
    email: z.string(),
    password: z.string(),
    enrolmentKey: z.string(),
  }),
});

export type HubProcessSetup = {
  /** The hub's data folder; give the same one again to start the same hub again. */
  readonly dataDir: string;
  readonly port: number;
  /** A PostgreSQL of the test's own; without it the hub starts one in its data folder. */
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** `plain` unless said: three faces, each with a thank-you and nothing before it. */
  readonly shop?: 'plain' | 'demonstration';
};

/** A hub with the demonstration organization, running as a process of its own. */
export type HubProcess = {
  readonly url: string;
  readonly demo: {
    readonly touchpointId: string;
    readonly email: string;
    readonly password: string;
    readonly enrolmentKey: string;
  };
  readonly pid: number;
  /** Tells its organization's terminals something else from now on. */
  publish(publication: z.input<typeof Publication>): Promise<void>;
  /** What it logged until now, for the report of a failure. */
  output(): string;
  /** SIGTERM; resolves when it ended by itself with exit code 0. Does nothing when it has ended already. */
  stop(): Promise<void>;
  /** SIGKILL to it and to the database it started, as a power cut would; waits until they are gone. */
  kill9(): Promise<void>;
};

/** Starts a hub and resolves when it answers `/healthz`. The caller ends it by `stop` or `kill9`. */
export async function startHubProcess(setup: HubProcessSetup): Promise<HubProcess> {
  const main = fileURLToPath(new URL('demo-hub-main.ts', import.meta.url));
  const child = fork(main, [setup.shop ?? 'plain'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: {
      ...process.env,
      GLIMLACH_PORT: String(setup.port),
      GLIMLACH_DATA_DIR: setup.dataDir,
      DATABASE_URL: setup.databaseUrl,
      GLIMLACH_SECRET: TEST_SECRET,
      GLIMLACH_LOG_LEVEL: 'info',
      ...setup.env,
    },
  });
  const chunks: string[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
  const output = (): string => chunks.join('');
  const exited = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) {
    throw new Error('The hub could not be started as a process.');
  }
  const kill9 = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      await killTree(pid);
      await exited;
    }
  };
  const firstWord = await Promise.race([once(child, 'message'), exited.then(() => null)]);
  if (firstWord === null) {
    throw new Error(`The hub ended before it served. It said: ${output()}`);
  }
  try {
    const { url, demo } = Ready.parse(firstWord[0]);
    const health = await fetch(new URL('/healthz', url));
    if (!health.ok) {
      throw new Error(`The hub answers /healthz with ${health.status}. It said: ${output()}`);
    }
    return {
      url,
      demo,
      pid,
      output,
      async publish(publication) {
        const published = once(child, 'message');
        child.send(Publication.parse(publication));
        await published;
      },
      stop: async () => {
        if (child.exitCode !== null || child.signalCode !== null) {
          return;
        }
        child.kill('SIGTERM');
        await exited;
        if (child.exitCode !== 0) {
          throw new Error(
            `The hub ended with ${child.exitCode ?? child.signalCode}. It said: ${output()}`,
          );
        }
      },
      kill9,
    };
  } catch (error) {
    await kill9();
    throw error;
  }
}
