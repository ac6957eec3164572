import { describe, expect, it } from 'vitest';
import { cpuMsOf, privateBytesOf } from '../../bench/kiosk/process-usage.ts';

describe('cpuMsOf', () => {
  it('adds user and system time, whatever the process is called', () => {
    const stat =
      '71 (a) S (b) 9) S 1 71 71 0 -1 4194560 1904 0 12 0 250 31 0 0 20 0 9 0 112 0 0 18446744073709551615';
    expect(cpuMsOf(stat)).toBe(2_810);
  });
});

describe('privateBytesOf', () => {
  it('counts what is shared with no other process, clean or dirty', () => {
    const rollup = [
      '555d-7ffe ---p 00000000 00:00 0    [rollup]',
      'Rss:               52340 kB',
      'Shared_Clean:      30000 kB',
      'Private_Clean:      1200 kB',
      'Private_Dirty:     21000 kB',
      'Private_Hugetlb:       0 kB',
    ].join('\n');
    expect(privateBytesOf(rollup)).toBe(22_200 * 1_024);
  });
});
