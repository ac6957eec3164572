import { describe, expect, it } from 'vitest';
import { createLog } from '../../../../hub/http/log.ts';
import { logJobFailures } from '../../../../hub/jobs/log-failures.ts';

function listen(): {
  told: () => { level: number; msg: string }[];
  log: ReturnType<typeof createLog>;
} {
  const lines: string[] = [];
  return {
    log: createLog('info', { write: (line) => void lines.push(line) }),
    told: () =>
      lines.map((line) => {
        const { level, msg } = JSON.parse(line) as { level: number; msg: string };
        return { level, msg };
      }),
  };
}

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const AWAY = { level: 40, msg: 'the database is away: background work waits for it' };

describe('The log of jobs', () => {
  it('tells of an outage once a minute, however many workers meet it', () => {
    const { log, told } = listen();
    let nowMs = 0;
    const failed = logJobFailures(log, () => nowMs);
    for (let worker = 0; worker < 14; worker += 1) {
      failed({ what: 'queue', error: away });
    }
    failed({ what: 'job', kind: 'deliver', error: away });
    expect(told()).toEqual([AWAY]);
    nowMs += 60_000;
    failed({ what: 'queue', error: away });
    expect(told()).toEqual([AWAY, AWAY]);
  });

  it('tells of every job that fails for another reason', () => {
    const { log, told } = listen();
    const failed = logJobFailures(log, () => 0);
    failed({ what: 'job', kind: 'alert', error: new Error('A fault.') });
    failed({ what: 'queue', error: new Error('Another.') });
    expect(told()).toEqual([
      { level: 50, msg: 'a job failed; it is tried again' },
      { level: 40, msg: 'background work is held up; trying again' },
    ]);
  });
});
