/** Processes of Chromium's that the page needs and that Chromium starts again by itself. */
export type LostProcess = 'gpu' | 'other';

export type ProcessLosses = {
  readonly gpuAtMs: readonly number[];
  readonly otherAtMs: readonly number[];
};

export const NO_LOSSES: ProcessLosses = { gpuAtMs: [], otherAtMs: [] };

/** Losses longer ago than this have nothing to do with each other. */
const TOGETHER_WITHIN_MS = 5 * 60_000;
/** Before Chromium, which counts as well, gives up and ends the whole program. */
const GPU_LOSSES = 3;
const OTHER_LOSSES = 5;

/**
 * What the loss of a process means, by how many came shortly before it. `relaunch`: the program starts again, after the
 * loss of GPU processes without using the GPU.
 */
export function processLost(
  { gpuAtMs, otherAtMs }: ProcessLosses,
  lost: LostProcess,
  atMs: number,
): { readonly losses: ProcessLosses; readonly verdict: 'restarted' | 'relaunch' } {
  const recent = (times: readonly number[]) =>
    times.filter((each) => atMs - each < TOGETHER_WITHIN_MS);
  const losses = {
    gpuAtMs: [...recent(gpuAtMs), ...(lost === 'gpu' ? [atMs] : [])],
    otherAtMs: [...recent(otherAtMs), ...(lost === 'gpu' ? [] : [atMs])],
  };
  const tooMany =
    lost === 'gpu' ? losses.gpuAtMs.length >= GPU_LOSSES : losses.otherAtMs.length >= OTHER_LOSSES;
  return { losses, verdict: tooMany ? 'relaunch' : 'restarted' };
}

/** Whether missing frames may well have to do with the GPU. */
export function lostGpuLately({ gpuAtMs }: ProcessLosses, nowMs: number): boolean {
  return gpuAtMs.some((each) => nowMs - each < TOGETHER_WITHIN_MS);
}
