import { describe, expect, it } from 'vitest';
import { createFailureLog } from '../../../hub/failure-log.ts';
import { createLog } from '../../../hub/http/log.ts';

function listen(): {
  told: () => unknown[];
  log: ReturnType<typeof createLog>;
} {
  const lines: string[] = [];
  return {
    log: createLog('info', { write: (line) => void lines.push(line) }),
    told: () =>
      lines.map((line) => {
        const { time: _, err, ...rest } = JSON.parse(line) as { time: number; err: unknown };
        return err === undefined ? null : rest;
      }),
  };
}

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const AWAY = { level: 40, msg: 'the database is away: background work waits for it' };

describe('The log of failures', () => {
  it('tells of an outage once a minute, however many meet it', () => {
    const { log, told } = listen();
    let nowMs = 0;
    const failed = createFailureLog(log, () => nowMs);
    for (let worker = 0; worker < 14; worker += 1) {
      failed(away, 'background work is held up; trying again');
    }
    failed(away, 'an alert cannot be escalated or woken; trying again');
    expect(told()).toEqual([AWAY]);
    nowMs += 60_000;
    failed(away, 'a job failed; it is tried again', { job: 'deliver' });
    expect(told()).toEqual([AWAY, AWAY]);
  });

  it('tells each time of what fails for another reason, and of which it was', () => {
    const { log, told } = listen();
    const failed = createFailureLog(log, () => 0);
    failed(new Error('A fault.'), 'a job failed; it is tried again', { job: 'alert' });
    failed(new Error('Another.'), 'alert rules were not looked at; trying again');
    expect(told()).toEqual([
      { level: 50, job: 'alert', msg: 'a job failed; it is tried again' },
      { level: 50, msg: 'alert rules were not looked at; trying again' },
    ]);
  });
});
