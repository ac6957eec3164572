import { randomBytes, randomUUID } from 'node:crypto';
import { access, link, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config-error.ts';

/** The shortest that is taken, in characters. */
export const MIN_SECRET_LENGTH = 32;

const FILE_NAME = 'secret';
const RANDOM_BYTES = 32;

/**
 * The secret of a hub that runs its own database, from a file in its data folder that only its user may read; made at
 * the first start. A start that is cut leaves no file or a whole one; of several at once, the first one's stays.
 *
 * @param dataDir exists.
 * @throws ConfigError when the file cannot be made or read, or holds no secret.
 */
export async function readSecretFile(dataDir: string): Promise<string> {
  const file = join(dataDir, FILE_NAME);
  if (!(await exists(file))) {
    await makeSecretFile(dataDir, file);
  }
  let secret: string;
  try {
    secret = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw unusable(file, `cannot be read (${codeOf(error)})`);
  }
  if (secret.length < MIN_SECRET_LENGTH) {
    throw unusable(file, `holds fewer than ${MIN_SECRET_LENGTH} characters`);
  }
  return secret;
}

/** Whether anything stands there; yes, where that cannot be told: nothing is put in the place of a secret. */
async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  );
}

async function makeSecretFile(dataDir: string, file: string): Promise<void> {
  const random = randomBytes(RANDOM_BYTES).toString('base64url');
  const draft = `${file}.${randomUUID()}.new`;
  try {
    try {
      await writeFile(draft, `${random}\n`, { flag: 'wx', mode: 0o600, flush: true });
      // Never over a file that is there: another hub may have been faster.
      await link(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
    await syncFolder(dataDir);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw unusable(file, `cannot be made (${codeOf(error)})`);
    }
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for this; NTFS journals the entry itself.
  if (process.platform === 'win32') {
    return;
  }
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function unusable(file: string, what: string): ConfigError {
  return new ConfigError(
    `The hub cannot start: ${file} ${what}. Put the hub's secret back there, or set GLIMLACH_SECRET.`,
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
