import { readFileSync } from 'node:fs';
import type { Instant } from '../contract/instant.ts';

/** The terminal's clocks. */
export type Clock = {
  now(): Instant;
  /** Milliseconds on the clock of `now().monotonicMs`. */
  monotonicMs(): number;
};

export type ClockSources = {
  readonly wallMs: () => number;
  readonly monotonicNs: () => bigint;
  readonly bootId: string;
};

const LATEST_WALL_MS = 8_640_000_000_000_000;

export function clockFrom(sources: ClockSources): Clock {
  const monotonicMs = () => Number(sources.monotonicNs() / 1_000n) / 1_000;
  return {
    monotonicMs,
    now: () => ({
      // A dead clock may stand before 1970; the press counts all the same.
      wallMs: Math.min(Math.max(Math.trunc(sources.wallMs()), 0), LATEST_WALL_MS),
      monotonicMs: monotonicMs(),
      bootId: sources.bootId,
    }),
  };
}

/**
 * The clocks of this machine.
 *
 * On Linux `process.hrtime` is CLOCK_MONOTONIC, which all processes share, so the kernel's boot id names its run and
 * the age of an event survives a restart of the app. Elsewhere the run is named after this process.
 */
export function systemClock(platform: NodeJS.Platform, processRunId: string): Clock {
  return clockFrom({
    wallMs: () => Date.now(),
    monotonicNs: () => process.hrtime.bigint(),
    bootId: platform === 'linux' ? (kernelBootId() ?? processRunId) : processRunId,
  });
}

/** Null where the kernel does not tell, such as in a container without /proc. */
function kernelBootId(): string | null {
  try {
    const text = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return /^[0-9a-f-]{36}$/.test(text) ? text : null;
  } catch {
    return null;
  }
}
