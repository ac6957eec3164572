import { describe, expect, it } from 'vitest';
import { remedyFor, type TroubleSeen } from '../../../electron/recovery.ts';

const HUNG: TroubleSeen = {
  trouble: 'hung',
  atMs: 0,
  wellForMs: 5_000,
  mayRelaunch: true,
  gpuLost: false,
};

/** What is done about one trouble after the other. */
function remedies(seen: TroubleSeen, count: number, before = 0): string[] {
  let inRow = before;
  return Array.from({ length: count }, () => {
    const found = remedyFor(inRow, seen);
    ({ inRow } = found);
    return `${found.remedy.step} in ${found.remedy.delayMs}`;
  });
}

describe('recovery', () => {
  it('loads the page again, then in a new window, then starts the whole program again', () => {
    expect(remedies(HUNG, 4)).toEqual([
      'reload in 0',
      'reload in 0',
      'new-window in 0',
      'relaunch in 1000',
    ]);
  });

  it('goes on with the page, later and later, where the program was started again too often', () => {
    expect(remedies({ ...HUNG, mayRelaunch: false }, 8)).toEqual([
      'reload in 0',
      'reload in 0',
      'new-window in 0',
      'reload in 1000',
      'reload in 2000',
      'new-window in 4000',
      'reload in 8000',
      'reload in 16000',
    ]);
  });

  it('begins anew with a page that was well for a minute', () => {
    expect(remedies({ ...HUNG, wellForMs: 60_000 }, 1, 7)).toEqual(['reload in 0']);
  });

  it('brings back at once a page that worked and whose process ended, however often', () => {
    expect(remedies({ ...HUNG, trouble: 'crashed', wellForMs: 300 }, 50)).toEqual(
      Array.from({ length: 50 }, () => 'reload in 0'),
    );
  });

  it('takes the end of a page that worked for the end of the row', () => {
    expect(remedies({ ...HUNG, trouble: 'crashed' }, 1, 3)).toEqual(['reload in 0']);
    expect(remedyFor(3, { ...HUNG, trouble: 'crashed' }).inRow).toBe(0);
  });

  it('takes its time with a page that crashes before it ever came to life', () => {
    const crashed = { ...HUNG, trouble: 'crashed', wellForMs: null, mayRelaunch: false } as const;
    expect(remedies(crashed, 5)).toEqual([
      'reload in 0',
      'reload in 0',
      'new-window in 0',
      'reload in 1000',
      'reload in 2000',
    ]);
  });

  it('lets a display that may be switched off be, unless the GPU was lost', () => {
    const frameless = { ...HUNG, trouble: 'frameless' } as const;
    expect([remedies(frameless, 5), remedies({ ...frameless, gpuLost: true }, 4)]).toEqual([
      ['reload in 0', 'reload in 0', 'new-window in 0', 'none in 1000', 'none in 2000'],
      ['reload in 0', 'reload in 0', 'new-window in 0', 'relaunch in 1000'],
    ]);
  });
});
