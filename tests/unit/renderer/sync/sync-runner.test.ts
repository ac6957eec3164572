import { describe, expect, it } from 'vitest';
import type { EventUpload, UploadOutcome } from '../../../../renderer/sync/event-upload.ts';
import type { OutboxEntry } from '../../../../renderer/outbox/outbox.ts';
import { startSyncRunner } from '../../../../renderer/sync/sync-runner.ts';
import { readBody } from '../../../../renderer/outbox/entry.ts';
import { pressedBody } from '../../../support/event-maker.ts';
import { manualTime } from '../../../support/manual-time.ts';

const RED = readBody(pressedBody({ rating: 'negative' })).entry;
const NOTHING: UploadOutcome = { kind: 'nothing-to-send', gapStands: false };

/** A runner whose batches come back when the test says so. */
function setUp() {
  const time = manualTime();
  const batches: {
    readonly evenIfEmpty: boolean;
    readonly done: PromiseWithResolvers<UploadOutcome>;
  }[] = [];
  const urgent: PromiseWithResolvers<UploadOutcome>[] = [];
  const told: OutboxEntry[] = [];
  const failures: string[] = [];
  const upload: EventUpload = {
    sendBatch(_maxEvents, evenIfEmpty) {
      const done = Promise.withResolvers<UploadOutcome>();
      batches.push({ evenIfEmpty, done });
      return done.promise;
    },
    sendUrgent() {
      const done = Promise.withResolvers<UploadOutcome>();
      urgent.push(done);
      return done.promise;
    },
    tellUrgent: (entries) => told.push(...entries),
    settled: async () => undefined,
  };
  const runner = startSyncRunner({
    upload,
    monotonicMs: time.now,
    random: () => 0.5,
    startTimer: time.startTimer,
    onFailure: (detail) => failures.push(detail),
  });
  return { time, batches, urgent, told, failures, runner };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the sync runner', () => {
  it('gives up a batch that never comes back, and sends again', async () => {
    const { time, batches, failures, runner } = setUp();
    time.advance(3 * 60_000);
    await turn();
    expect(failures).toEqual(['A batch got stuck on its way and was given up.']);
    time.advance(1_000);
    expect(batches).toHaveLength(2);
    // The first one's answer is late, and good for nothing but the outbox it was settled in.
    batches[0]?.done.resolve(NOTHING);
    await turn();
    expect(batches).toHaveLength(2);
    batches[1]?.done.resolve(NOTHING);
    await runner.stop();
    expect(time.waiting()).toBe(0);
  });

  it('goes on after an outbox or a shell that failed', async () => {
    const { time, batches, failures, runner } = setUp();
    batches[0]?.done.reject(new Error('The disk is gone.'));
    await turn();
    expect(failures).toEqual(['The disk is gone.']);
    time.advance(1_000);
    expect(batches).toHaveLength(2);
    batches[1]?.done.resolve(NOTHING);
    await runner.stop();
  });

  it('sends a red press beside a batch under way, and waits for both when it is stopped', async () => {
    const { batches, urgent, told, failures, runner } = setUp();
    runner.queued([RED]);
    expect(told).toEqual([RED]);
    expect([batches.length, urgent.length]).toEqual([1, 1]);
    const came: string[] = [];
    const stopping = runner.stop().then(() => came.push('stopped'));
    batches[0]?.done.resolve(NOTHING);
    await turn();
    expect(came).toEqual([]);
    urgent[0]?.resolve({
      kind: 'failed',
      events: 1,
      result: { kind: 'offline', detail: 'No reply.' },
    });
    await stopping;
    expect(failures).toEqual(['No reply.']);
  });

  it('states the books when they are due, and looks again soon at a gap', async () => {
    const { time, batches, runner } = setUp();
    batches[0]?.done.resolve({
      kind: 'sent',
      events: 0,
      stated: true,
      rewound: false,
      gapStands: true,
    });
    await turn();
    time.advance(10_000);
    expect(batches.map(({ evenIfEmpty }) => evenIfEmpty)).toEqual([true, false]);
    batches[1]?.done.resolve(NOTHING);
    await turn();
    time.advance(5 * 60_000);
    expect(batches.map(({ evenIfEmpty }) => evenIfEmpty)).toEqual([true, false, true]);
    batches[2]?.done.resolve(NOTHING);
    await runner.stop();
  });

  it('slows down when hub and terminal do not agree what is stored', async () => {
    const { time, batches, failures, runner } = setUp();
    const behind: UploadOutcome = {
      kind: 'sent',
      events: 3,
      stated: true,
      rewound: true,
      gapStands: false,
    };
    batches[0]?.done.resolve(behind);
    await turn();
    batches[1]?.done.resolve(behind);
    await turn();
    expect(failures).toEqual(['The hub still lacks events that it answered; they are sent again.']);
    expect(batches).toHaveLength(2);
    time.advance(1_000);
    expect(batches).toHaveLength(3);
    batches[2]?.done.resolve(NOTHING);
    await runner.stop();
  });
});
