import { describe, expect, it } from 'vitest';
import { createDiskPace } from '../../../../electron/journal/disk-pace.ts';

describe('the pace of a disk', () => {
  function disk(withinMs = 2) {
    let nowMs = 0;
    const pace = createDiskPace(withinMs, () => nowMs);
    const rest = (forMs: number): void => {
      nowMs += forMs;
    };
    const write = (tookMs: number): void => {
      const measured = pace.started();
      rest(tookMs);
      measured.finished();
    };
    return {
      mayWriteAtOnce: () => pace.mayWriteAtOnce(),
      rest,
      write,
      /** One after the other, far apart. */
      writes(...tookMs: readonly number[]) {
        for (const each of tookMs) {
          write(each);
          rest(1_000);
        }
      },
    };
  }

  it('is taken for quick until the first write shows it', () => {
    expect(disk().mayWriteAtOnce()).toBe(true);
  });

  it('holds nothing up once a disk turned out to be slow', () => {
    const slow = disk();
    slow.writes(15);
    expect(slow.mayWriteAtOnce()).toBe(false);
  });

  it('forgives a quick disk one slow write, and a slow one not one quick write', () => {
    const quick = disk();
    quick.writes(0.2, 0.2, 0.3, 0.2, 30);
    expect(quick.mayWriteAtOnce()).toBe(true);
    const slow = disk();
    slow.writes(15, 12, 18, 14, 0.4);
    expect(slow.mayWriteAtOnce()).toBe(false);
  });

  it('follows a disk that has become quicker or slower', () => {
    const changing = disk();
    changing.writes(15, 15, 15, 15, 15, 0.3, 0.3, 0.3);
    expect(changing.mayWriteAtOnce()).toBe(true);
    changing.writes(9, 9, 9);
    expect(changing.mayWriteAtOnce()).toBe(false);
  });

  it('lets writes that follow each other closely share a sync', () => {
    const quick = disk();
    quick.write(0.2);
    quick.rest(19);
    expect(quick.mayWriteAtOnce()).toBe(false);
    quick.rest(1);
    expect(quick.mayWriteAtOnce()).toBe(true);
  });

  it('never writes at once where that is not wanted', () => {
    expect(disk(0).mayWriteAtOnce()).toBe(false);
  });
});
