import type { BoxPressMade } from './box-traffic.ts';

export type PressAt = BoxPressMade & {
  /** On the clock all processes share. */
  readonly atMs: number;
};

export type PressAccount = {
  /** From the last byte of each press until it was first heard, in the order they were made. */
  readonly latenciesMs: readonly number[];
  /** Made and never heard. */
  readonly lost: number;
  /** Heard more than once, or heard and never made. */
  readonly invented: number;
  /** Heard before an earlier press of the same button. */
  readonly outOfOrder: number;
};

/** What became of each press that was made. */
export function accountPresses(made: readonly PressAt[], heard: readonly PressAt[]): PressAccount {
  const firstHeardAtMs = new Map<string, number>();
  const lastCounts = new Map<number, number>();
  let outOfOrder = 0;
  for (const press of heard) {
    const name = nameOf(press);
    if (!firstHeardAtMs.has(name)) {
      firstHeardAtMs.set(name, press.atMs);
    }
    const last = lastCounts.get(press.button) ?? 0;
    outOfOrder += press.count < last ? 1 : 0;
    lastCounts.set(press.button, Math.max(last, press.count));
  }
  const latenciesMs = made.flatMap((press) => {
    const heardAtMs = firstHeardAtMs.get(nameOf(press));
    return heardAtMs === undefined ? [] : [heardAtMs - press.atMs];
  });
  return {
    latenciesMs,
    lost: made.length - latenciesMs.length,
    invented: heard.length - latenciesMs.length,
    outOfOrder,
  };
}

function nameOf({ button, count }: BoxPressMade): string {
  return `${button}:${count}`;
}
