import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildParts, proofs, type BuildPart } from './build-all.ts';
import { projectRoot } from './project-root.ts';

const common = ['contract', 'package-lock.json', 'build'];
const sources: Record<BuildPart, readonly string[]> = {
  kiosk: [...common, 'renderer'],
  console: [...common, 'console'],
  electron: [...common, 'electron', 'hardware'],
};

/** Folders count too: removing a file changes only its folder. */
function newestMs(file: string): number {
  const status = statSync(file);
  if (!status.isDirectory()) {
    return status.mtimeMs;
  }
  return readdirSync(file).reduce(
    (newest, name) => Math.max(newest, newestMs(path.join(file, name))),
    status.mtimeMs,
  );
}

function isStale(part: BuildPart): boolean {
  const built = proofs[part].map((file) => path.join(projectRoot, file));
  if (!built.every((file) => existsSync(file))) {
    return true;
  }
  const oldestBuiltMs = Math.min(...built.map((file) => statSync(file).mtimeMs));
  return sources[part].some((source) => newestMs(path.join(projectRoot, source)) > oldestBuiltMs);
}

/** The parts whose sources changed after they were built, or that were never built. */
export function staleParts(): readonly BuildPart[] {
  return buildParts.filter(isStale);
}
