import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { buildElectron } from './build-electron.ts';
import { buildConsoleServiceWorker, buildServiceWorker } from './build-service-worker.ts';
import { inProduction } from './in-production.ts';
import { projectRoot } from './project-root.ts';
import { measureStartBundle, startBundleLimitBytes } from './start-bundle.ts';

export const buildParts = ['kiosk', 'console', 'electron'] as const;
export type BuildPart = (typeof buildParts)[number];

async function buildKiosk(): Promise<void> {
  await build({
    configFile: path.join(projectRoot, 'build/vite.kiosk.config.ts'),
    logLevel: 'warn',
  });
  const { files, gzipBytes } = await measureStartBundle(path.join(projectRoot, 'dist/kiosk'));
  if (files.length === 0) {
    throw new Error('dist/kiosk/index.html names no script: the kiosk would stay empty.');
  }
  if (gzipBytes > startBundleLimitBytes) {
    throw new Error(
      `The kiosk's start bundle is ${gzipBytes} bytes gzip-compressed, at most ${startBundleLimitBytes} are allowed: load something later, or leave it out (${files.join(', ')}).`,
    );
  }
  console.log(`kiosk: start bundle ${(gzipBytes / 1_000).toFixed(1)} kB gzip`);
  await buildServiceWorker();
}

async function buildConsole(): Promise<void> {
  await build({
    configFile: path.join(projectRoot, 'build/vite.console.config.ts'),
    logLevel: 'warn',
  });
  await buildConsoleServiceWorker();
}

async function buildShell(): Promise<void> {
  await rm(path.join(projectRoot, 'dist/electron'), { recursive: true, force: true });
  await buildElectron();
}

const builders: Record<BuildPart, () => Promise<void>> = {
  kiosk: buildKiosk,
  console: buildConsole,
  electron: buildShell,
};

/** The files that show each part is there. */
export const proofs: Record<BuildPart, readonly string[]> = {
  kiosk: ['dist/kiosk/index.html', 'dist/kiosk/service-worker.js'],
  console: ['dist/console/index.html', 'dist/console/service-worker.js'],
  electron: ['dist/electron/main.js', 'dist/electron/preload.cjs'],
};

/** Builds the parts one after the other into `dist/`, and throws when one of them left out a file others rely on. */
export async function buildAll(parts: readonly BuildPart[]): Promise<void> {
  for (const part of parts) {
    await inProduction(builders[part]);
    const missing = proofs[part].filter((file) => !existsSync(path.join(projectRoot, file)));
    if (missing.length > 0) {
      throw new Error(`Building the ${part} ended without ${missing.join(' and ')}.`);
    }
    console.log(`${part}: built into dist/${part}`);
  }
}

/** Those of all parts. */
export const builtFiles: readonly string[] = buildParts.flatMap((part) => proofs[part]);
