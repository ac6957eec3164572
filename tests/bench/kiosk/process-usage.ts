import { readFileSync } from 'node:fs';
import { processTree } from '../../support/process-tree.ts';

/** What one process has to itself: pages it shares with no other. Linux only. */
export function privateBytes(pid: number): number {
  return privateBytesOf(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
}

/** @param rollup the text of a `smaps_rollup`, whose sizes are in kB. */
export function privateBytesOf(rollup: string): number {
  const lines = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)];
  return lines.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1_024, 0);
}

/** CPU time of a process and everything it started, in milliseconds, as far as they still run. Linux only. */
export function cpuMs(pid: number): number {
  return processTree(pid)
    .map((each) => cpuMsOf(readFileSync(`/proc/${each}/stat`, 'utf8')))
    .reduce((sum, each) => sum + each, 0);
}

/** The kernel counts in hundredths of a second, whatever its own tick is (`USER_HZ`). */
const MS_PER_COUNT = 10;

/** @param stat the text of a `/proc/PID/stat`: the name in brackets may hold anything, so counting starts behind it. */
export function cpuMsOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // utime and stime, the 14th and 15th of all.
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_COUNT;
}

/** The page's process: the only renderer among those that a main process started. */
export function rendererOf(mainPid: number): number {
  const found = processTree(mainPid).find((pid) =>
    // Chromium's children write their command line anew, with blanks.
    /--type=renderer[ \0]/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
  );
  if (found === undefined) {
    throw new Error(`Process ${mainPid} has no renderer.`);
  }
  return found;
}
