import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './atomic-file.ts';

/** What the program remembers of its own relaunches, so that a trouble that outlives them is not fought for ever. */
export type Relaunches = {
  /** By the wall clock, oldest first. */
  readonly atMs: readonly number[];
  /** Until then the GPU is not used; null when it is. */
  readonly softwareUntilMs: number | null;
};

const NONE: Relaunches = { atMs: [], softwareUntilMs: null };

const HOUR_MS = 60 * 60_000;
const APART_MS = 10 * 60_000;
const PER_DAY = 5;
/** Then the GPU gets another chance: a driver may have been updated, a loose card put right. */
const SOFTWARE_FOR_MS = 12 * HOUR_MS;

export function mayRelaunch({ atMs }: Relaunches, nowMs: number): boolean {
  // What lies ahead of a clock that was put back says nothing.
  const lately = atMs.filter((each) => each <= nowMs && nowMs - each < 24 * HOUR_MS);
  return lately.length < PER_DAY && lately.every((each) => nowMs - each >= APART_MS);
}

export function rendersInSoftware({ softwareUntilMs }: Relaunches, nowMs: number): boolean {
  return (
    softwareUntilMs !== null &&
    nowMs < softwareUntilMs &&
    softwareUntilMs - nowMs <= SOFTWARE_FOR_MS
  );
}

export function withRelaunch(before: Relaunches, nowMs: number, withoutGpu: boolean): Relaunches {
  return {
    atMs: [...before.atMs, nowMs].slice(-PER_DAY),
    softwareUntilMs: withoutGpu ? nowMs + SOFTWARE_FOR_MS : before.softwareUntilMs,
  };
}

const pathIn = (terminalDir: string) => join(terminalDir, 'relaunches.json');

/** At the start, before the window: synchronously, and by hand. A file that says nothing readable says nothing. */
export function readRelaunches(terminalDir: string): Relaunches {
  try {
    const { atMs, softwareUntilMs } = JSON.parse(readFileSync(pathIn(terminalDir), 'utf8')) as {
      readonly atMs?: unknown;
      readonly softwareUntilMs?: unknown;
    };
    return {
      atMs: Array.isArray(atMs) ? atMs.filter((each) => typeof each === 'number') : [],
      softwareUntilMs: typeof softwareUntilMs === 'number' ? softwareUntilMs : null,
    };
  } catch {
    return NONE;
  }
}

export function writeRelaunches(terminalDir: string, relaunches: Relaunches): Promise<void> {
  return writeFileAtomically(pathIn(terminalDir), `${JSON.stringify({ v: 1, ...relaunches })}\n`);
}
