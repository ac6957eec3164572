import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config-error.ts';

/** The shortest that is taken, in characters. */
export const MIN_SECRET_LENGTH = 32;

const FILE_NAME = 'secret';
const RANDOM_BYTES = 32;

/**
 * The secret of a hub that runs its own database, from a file in its data folder that only its user may read; made at
 * the first start.
 *
 * @param dataDir exists.
 * @throws ConfigError when the file cannot be made or read, or holds no secret.
 */
export async function readSecretFile(dataDir: string): Promise<string> {
  const file = join(dataDir, FILE_NAME);
  try {
    await writeFile(file, `${randomBytes(RANDOM_BYTES).toString('base64url')}\n`, {
      flag: 'wx',
      mode: 0o600,
      flush: true,
    });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      throw unusable(file, `cannot be made (${codeOf(error)})`);
    }
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

function unusable(file: string, what: string): ConfigError {
  return new ConfigError(
    `The hub cannot start: ${file} ${what}. Put the hub's secret back there, or set GLIMLACH_SECRET.`,
  );
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown error';
}
