import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Rating } from '../../../contract/rating.ts';
import { RATINGS } from '../../../contract/ratings.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';
import {
  enrolTestTerminal,
  freeze,
  newEventId,
  type Made,
  type TestTerminal,
} from '../../support/test-terminal.ts';

const HOUR_MS = 3_600_000;
/** 10:00 UTC on a day of its own, far enough from the real one. */
const TEN_MS = Date.UTC(2031, 2, 14, 10);

type Rollup = {
  readonly subject: string;
  readonly day: string;
  readonly hour: number;
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
  readonly repeats: number;
};

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  hub.clock.moveBy(TEN_MS + HOUR_MS / 2 - hub.clock.now());
});
afterAll(() => hub.stop());

async function terminal(touchpointId: string | null = null): Promise<TestTerminal> {
  return enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { touchpointId, now: hub.clock.now });
}

async function rollups(): Promise<Rollup[]> {
  return hub.query<Rollup>(
    `select subject_id as subject, day::text, hour::int, positive, neutral, negative, repeats
     from app.hourly_rollups order by subject_id, day, hour`,
  );
}

async function rollupsOf(subject: string): Promise<Omit<Rollup, 'subject'>[]> {
  return (await rollups())
    .filter((row) => row.subject === subject)
    .map(({ day, hour, positive, neutral, negative, repeats }) => ({
      day,
      hour,
      positive,
      neutral,
      negative,
      repeats,
    }));
}

function row(change: Partial<Omit<Rollup, 'subject'>>): Omit<Rollup, 'subject'> {
  return {
    day: '2031-03-14',
    hour: 10,
    positive: 0,
    neutral: 0,
    negative: 0,
    repeats: 0,
    ...change,
  };
}

/** The terminal's clock is the hub's, known to within `uncertaintyMs`. */
function sampled(of: TestTerminal, uncertaintyMs: number) {
  return { clockSamples: [{ offsetMs: 0, uncertaintyMs, at: of.instant() }] };
}

/** A press made so long ago. */
function earlier(of: TestTerminal, agoMs: number, rating: Rating = 'positive'): Made {
  const { wallMs, monotonicMs, bootId } = of.instant();
  const at = { wallMs: wallMs - agoMs, monotonicMs: Math.max(0, monotonicMs - agoMs), bootId };
  return of.press(rating, { at });
}

describe('Hourly rollups', () => {
  it('count each press once by rating, repeats apart, and nothing that is not a press', async () => {
    const kiosk = await terminal();
    const press = kiosk.press('negative');
    const { v, ledgerId, number, at } = kiosk.press('positive').event;
    const events = [
      press,
      kiosk.press('negative', { repeat: true }),
      kiosk.press('positive'),
      kiosk.press('neutral'),
      kiosk.press('neutral'),
      freeze({ v, id: newEventId(), ledgerId, number, at, type: 'void', reason: 'not-saved' }),
    ];
    await kiosk.send(kiosk.batch(events, sampled(kiosk, 20)));
    await kiosk.send(kiosk.batch([...events, kiosk.press('positive')], sampled(kiosk, 20)));
    // The same id with other bytes is refused.
    await kiosk.send(kiosk.batch([freeze({ ...press.event, number: 99 })], sampled(kiosk, 20)));
    expect(await rollupsOf(kiosk.terminalId)).toEqual([
      row({ positive: 2, neutral: 2, negative: 1, repeats: 1 }),
    ]);
  });

  it('belong to the touchpoint in force at the press', async () => {
    const touchpointId = newEventId();
    const kiosk = await terminal(touchpointId);
    await kiosk.send(kiosk.batch([kiosk.press('positive')], sampled(kiosk, 20)));
    expect([await rollupsOf(touchpointId), await rollupsOf(kiosk.terminalId)]).toEqual([
      [row({ positive: 1 })],
      [],
    ]);
  });

  it('set apart, in their day, presses that may belong to another hour', async () => {
    const kiosk = await terminal();
    const events = [earlier(kiosk, 40_000), earlier(kiosk, 20_000, 'negative')];
    // It is half past: ± 29 minutes stay within the hour, ± 31 do not.
    await kiosk.send(kiosk.batch(events.slice(0, 1), sampled(kiosk, 29 * 60_000)));
    await kiosk.send(kiosk.batch(events.slice(1), sampled(kiosk, 31 * 60_000)));
    await kiosk.send(kiosk.batch([kiosk.press('neutral')]));
    expect(await rollupsOf(kiosk.terminalId)).toEqual([
      row({ hour: -1, neutral: 1, negative: 1 }),
      row({ hour: 10, positive: 1 }),
    ]);
  });

  it('are the same when made anew, whatever came in whatever order', async () => {
    const plan = fc.record({
      agoMs: fc.integer({ min: 0, max: 50_000 }),
      boot: fc.constantFrom('this', 'earlier'),
      rating: fc.constantFrom(...RATINGS),
      repeat: fc.boolean(),
      batch: fc.nat({ max: 4 }),
      times: fc.integer({ min: 1, max: 3 }),
      conflict: fc.boolean(),
    });
    const uncertain = fc.option(fc.integer({ min: 0, max: 40 * 60_000 }));
    const organizationId = hub.demo.organizationId;
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 60 }),
        fc.array(uncertain, { minLength: 5, maxLength: 5 }),
        async (plans, uncertainties) => {
          const kiosks = [await terminal(), await terminal(hub.demo.touchpointId)];
          hub.clock.moveBy(7 * 60_000);
          const batches: Made[][] = [[], [], [], [], []];
          const sentBy = (index: number): TestTerminal => {
            const kiosk = kiosks[index % kiosks.length];
            if (kiosk === undefined) {
              throw new Error('unreachable');
            }
            return kiosk;
          };
          for (const { agoMs, boot, rating, repeat, batch, times, conflict } of plans) {
            const kiosk = sentBy(batch);
            const { at } = earlier(kiosk, agoMs).event;
            const bootId = boot === 'this' ? at.bootId : 'before';
            const made = kiosk.press(rating, { repeat, at: { ...at, bootId } });
            const changed = freeze({ ...made.event, at: { ...at, wallMs: 0 } });
            for (let time = 0; time < times; time += 1) {
              batches[(batch + 2 * time) % batches.length]?.push(made);
            }
            if (conflict) {
              batches[(batch + 2) % batches.length]?.push(changed);
            }
          }
          await Promise.all(
            batches.map(async (events, index) => {
              const kiosk = sentBy(index);
              const uncertainty = uncertainties[index] ?? null;
              const change = uncertainty === null ? {} : sampled(kiosk, uncertainty);
              await kiosk.send(kiosk.batch(events, change), { gzip: index % 2 === 0 });
            }),
          );
          const kept = await rollups();
          expect(
            kept.reduce(
              (sum, { positive, neutral, negative, repeats }) =>
                sum + positive + neutral + negative + repeats,
              0,
            ),
          ).toBe(await storedPresses());
          await hub.administration.rebuildRollups(organizationId, {
            from: '1970-01-01',
            through: '9999-12-31',
          });
          expect(await rollups()).toEqual(kept);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('of other days stay as they are', async () => {
    const before = await rollups();
    await hub.query('update app.hourly_rollups set positive = positive + 1000');
    const wrong = await rollups();
    await hub.administration.rebuildRollups(hub.demo.organizationId, {
      from: '2001-01-01',
      through: '2001-01-31',
    });
    expect(await rollups()).toEqual(wrong);
    await hub.administration.rebuildRollups(hub.demo.organizationId, {
      from: '1970-01-01',
      through: '9999-12-31',
    });
    expect(await rollups()).toEqual(before);
  });
});

describe('The command rebuild-rollups', () => {
  const server = fileURLToPath(new URL('../../../hub/server.ts', import.meta.url));
  const run = promisify(execFile);
  const env = (): NodeJS.ProcessEnv => ({
    ...process.env,
    DATABASE_URL: hub.databaseUrl,
    GLIMLACH_SECRET: TEST_SECRET,
  });

  it('makes them anew beside a hub that serves', async () => {
    const before = await rollups();
    await hub.query('update app.hourly_rollups set negative = negative + 7');
    const { organizationId } = hub.demo;
    const args = [server, 'rebuild-rollups', organizationId, '1970-01-01', '9999-12-31'];
    const { stdout } = await run(process.execPath, args, { env: env() });
    expect(stdout).toContain('Made the rollups of 1970-01-01 to 9999-12-31 anew; read ');
    expect(await rollups()).toEqual(before);
  });

  it('says what is wrong and how it is called', async () => {
    await expect(
      run(process.execPath, [server, 'rebuild-rollups', 'all'], { env: env() }),
    ).rejects.toMatchObject({
      code: 1,
      stderr:
        'rebuild-rollups: ORGANIZATION_ID: must be an id, such as 0190a000-0000-7000-8000-000000000001; FROM: is missing; THROUGH: is missing.\n' +
        'Usage: npm run hub -- rebuild-rollups ORGANIZATION_ID FROM THROUGH (days in UTC, YYYY-MM-DD).\n',
    });
  });
});

async function storedPresses(): Promise<number> {
  const [counted] = await hub.query<{ presses: number }>(
    `select count(*)::int as presses from app.events where type = 'pressed'`,
  );
  return counted?.presses ?? 0;
}
