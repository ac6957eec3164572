import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * A Debian package by name; alternatives, for packages that Debian renamed, are separated by `|`, the preferred first.
 */
type PackageName = string;

/** What the packaged terminal needs to start and draw under a virtual display. */
export const electronPackages: readonly PackageName[] = [
  'xvfb',
  'xauth',
  'libgtk-3-0t64|libgtk-3-0',
  'libnss3',
  'libxss1',
  'libasound2t64|libasound2',
  'libgbm1',
  'libatspi2.0-0t64|libatspi2.0-0',
  'libatk-bridge2.0-0t64|libatk-bridge2.0-0',
  'libcups2t64|libcups2',
  'libdrm2',
  'libxtst6',
  'libnotify4',
  'libxkbcommon0',
  'libsecret-1-0',
  'fonts-dejavu-core',
  'fonts-noto-color-emoji',
  'dbus',
];

function run(command: string, args: readonly string[]): { status: number; output: string } {
  const result = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}` };
}

function installedNames(): ReadonlySet<string> {
  const listing = run('dpkg-query', ['-W', '-f', '${db:Status-Status} ${Package} ${Provides}\n']);
  const names = listing.output
    .split('\n')
    .filter((line) => line.startsWith('installed '))
    .flatMap((line) => line.replaceAll(/\([^)]*\)/g, '').split(/[\s,]+/));
  return new Set(names);
}

function missingAmong(packages: readonly PackageName[]): PackageName[] {
  const installed = installedNames();
  return packages.filter((name) => !name.split('|').some((one) => installed.has(one)));
}

function available(name: PackageName): string {
  const alternatives = name.split('|');
  return (
    alternatives.find((one) => run('apt-cache', ['show', '--no-all-versions', one]).status === 0) ??
    name
  );
}

/**
 * Installs the Debian packages that are missing, where this process may (root on Debian).
 * Throws one line that names the packages otherwise.
 */
export function ensureDebianPackages(packages: readonly PackageName[]): void {
  const isDebian = existsSync('/etc/debian_version');
  const missing = isDebian ? missingAmong(packages) : [...packages];
  if (missing.length === 0) {
    return;
  }
  const named = missing.map((name) => name.replaceAll('|', ' or ')).join(', ');
  if (!isDebian) {
    throw new Error(`This is not Debian: install by hand what these packages hold: ${named}.`);
  }
  if (process.getuid?.() !== 0) {
    throw new Error(
      `Missing Debian packages: ${named}. Install them as root with apt-get install.`,
    );
  }
  console.log(`Installing Debian packages: ${named} …`);
  // Another run may hold the lock of the lists; the installation below says what is really missing.
  run('apt-get', ['update', '-q']);
  const installation = run('apt-get', [
    'install',
    '-y',
    '-q',
    '--no-install-recommends',
    '-o',
    'DPkg::Lock::Timeout=600',
    ...missing.map(available),
  ]);
  if (installation.status !== 0) {
    const reason = installation.output.split('\n').findLast((line) => line.startsWith('E:'));
    throw new Error(`apt-get could not install ${named}: ${reason ?? 'no reason given'}.`);
  }
}

/** The path of a command, installing the Debian package that holds it when it is nowhere on the path. */
export function ensureCommand(command: string, packageName: PackageName): string {
  const find = (): string | undefined =>
    (process.env['PATH'] ?? '')
      .split(':')
      .map((folder) => `${folder}/${command}`)
      .find((file) => existsSync(file));
  const found = find();
  if (found !== undefined) {
    return found;
  }
  ensureDebianPackages([packageName]);
  const installed = find();
  if (installed === undefined) {
    throw new Error(
      `The Debian package ${packageName} is installed but ${command} is not on the path.`,
    );
  }
  return installed;
}
