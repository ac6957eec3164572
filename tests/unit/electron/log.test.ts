import { describe, expect, it } from 'vitest';
import { jsonLog } from '../../../electron/log.ts';

describe('log', () => {
  it('writes one JSON object a line', () => {
    const lines: string[] = [];
    const log = jsonLog(
      (line) => lines.push(line),
      () => 1_790_000_000_000,
    );
    log.warn('box-report', { kind: 'bad-frame', detail: 'two\nlines' });
    expect(lines).toEqual([
      '{"time":"2026-09-21T14:13:20.000Z","level":"warn","what":"box-report","kind":"bad-frame","detail":"two\\nlines"}\n',
    ]);
  });
});
