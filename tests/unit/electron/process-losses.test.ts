import { describe, expect, it } from 'vitest';
import {
  lostGpuLately,
  type LostProcess,
  NO_LOSSES,
  processLost,
} from '../../../electron/process-losses.ts';

const MINUTE_MS = 60_000;

function lose(lost: LostProcess, timesMs: readonly number[]) {
  let losses = NO_LOSSES;
  const verdicts = timesMs.map((atMs) => {
    const seen = processLost(losses, lost, atMs);
    ({ losses } = seen);
    return seen.verdict;
  });
  return { losses, verdicts };
}

describe('lost processes', () => {
  it('are started again by Chromium; a third GPU process lost within minutes is one too many', () => {
    const near = lose('gpu', [0, MINUTE_MS, 2 * MINUTE_MS]);
    const apart = lose('gpu', [0, 6 * MINUTE_MS, 12 * MINUTE_MS, 18 * MINUTE_MS]);
    expect([near.verdicts, new Set(apart.verdicts)]).toEqual([
      ['restarted', 'restarted', 'relaunch'],
      new Set(['restarted']),
    ]);
  });

  it('may be five of another kind', () => {
    expect(lose('other', [0, 1, 2, 3, 4]).verdicts).toEqual([
      'restarted',
      'restarted',
      'restarted',
      'restarted',
      'relaunch',
    ]);
  });

  it('explain missing frames for five minutes when the GPU was among them', () => {
    const { losses } = lose('gpu', [1_000]);
    expect([
      lostGpuLately(losses, 4 * MINUTE_MS),
      lostGpuLately(losses, 6 * MINUTE_MS),
      lostGpuLately(lose('other', [1_000]).losses, 2_000),
    ]).toEqual([true, false, false]);
  });
});
