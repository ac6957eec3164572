import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as fc from 'fast-check';
import { MemoryOutbox } from '../../../../renderer/outbox/memory-outbox.ts';
import { createEventUpload } from '../../../../renderer/sync/event-upload.ts';
import { startSyncRunner, type SyncRunner } from '../../../../renderer/sync/sync-runner.ts';
import { pressedEvent } from '../../../support/event-maker.ts';
import { MemoryHub, type Mishap } from '../../../support/memory-hub.ts';

const LEDGER = '019a0000-0000-7000-8000-00000000000a';

const action = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('positive' as const, 'negative' as const) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
  { weight: 1, arbitrary: fc.constant('restore-hub' as const) },
);
const mishaps = fc.infiniteStream(
  fc.constantFrom<Mishap>('none', 'none', 'request-lost', 'reply-lost', 'unavailable'),
);

describe('outbox, upload and sync runner together', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('store every press once, whatever is lost, restarted or restored on the way', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 40, size: 'max' }),
        mishaps,
        async (actions, stream) => {
          const outbox = new MemoryOutbox();
          const hub = new MemoryHub();
          hub.mishap = () => stream.next().value ?? 'none';
          const monotonicMs = () => Date.now();
          const upload = createEventUpload({
            outbox,
            session: hub,
            now: () => ({ wallMs: Date.now(), monotonicMs: monotonicMs(), bootId: 'boot-1' }),
            gzip: async (text) => new Uint8Array(gzipSync(text)),
            clockSamples: () => [],
            onStoredThrough: () => undefined,
            onParked: () => undefined,
          });
          const start = (): SyncRunner =>
            startSyncRunner({
              sendBatch: (maxEvents, evenIfEmpty) => upload.sendBatch(maxEvents, evenIfEmpty),
              monotonicMs,
              random: () => 0.5,
              onFailure: () => undefined,
            });
          let runner = start();
          let made = 0;
          for (const step of actions) {
            if (typeof step === 'number') {
              await vi.advanceTimersByTimeAsync(step);
            } else if (step === 'restart') {
              await runner.stop();
              runner = start();
            } else if (step === 'restore-hub') {
              hub.forget([...hub.bodies.keys()].slice(-2));
            } else {
              made += 1;
              const at = { wallMs: Date.now(), monotonicMs: monotonicMs(), bootId: 'boot-1' };
              await outbox.record(LEDGER, (place) => pressedEvent({ ...place, rating: step, at }));
              runner.queued(step === 'negative');
            }
          }
          // The faults end; a statement interval later at most, everything has arrived.
          hub.mishap = () => 'none';
          await vi.advanceTimersByTimeAsync(20 * 60_000);
          await runner.stop();
          expect(hub.numbers(LEDGER)).toEqual(
            Array.from({ length: made }, (_, index) => index + 1),
          );
          expect([...hub.timesStored.values()].every((times) => times === 1)).toBe(true);
          expect(await outbox.books()).toEqual(
            made === 0
              ? []
              : [{ ledgerId: LEDGER, made, mark: made, queued: 0, oldestQueued: null, parked: [] }],
          );
          expect(vi.getTimerCount()).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
