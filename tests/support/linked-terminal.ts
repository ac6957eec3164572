import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { expect, vi } from 'vitest';
import { flowContents, type FlowRecord } from '../../contract/flow-record.ts';
import type { Instant } from '../../contract/instant.ts';
import type { Rating } from '../../contract/rating.ts';
import { uuidV7 } from '../../contract/uuid-v7.ts';
import { DexieOutbox } from '../../renderer/outbox/dexie-outbox.ts';
import type { Outbox } from '../../renderer/outbox/outbox.ts';
import { createOutboxRecorder } from '../../renderer/recording/outbox-recorder.ts';
import type { RecordedPress } from '../../renderer/recording/press-recorder.ts';
import { createEventUpload } from '../../renderer/sync/event-upload.ts';
import { createGapWatch } from '../../renderer/sync/gap-watch.ts';
import { gzip } from '../../renderer/sync/gzip.ts';
import { createHubClient } from '../../renderer/sync/hub-client.ts';
import { createHubClock } from '../../renderer/sync/hub-clock.ts';
import { createHubSession } from '../../renderer/sync/hub-session.ts';
import { SEND_AFTER_MS } from '../../renderer/sync/sync-machine.ts';
import { startSyncRunner, type SyncRunner } from '../../renderer/sync/sync-runner.ts';
import type { TestHub } from './hub.ts';
import { manualTime, type ManualTime } from './manual-time.ts';
import { pageMemory } from './page-memory.ts';
import { enrolTestTerminal } from './test-terminal.ts';
import { smiley } from './smiley.ts';

export type LinkedTerminalOptions = {
  /** How it reaches the hub, when not directly. */
  readonly hubUrl?: string;
  readonly fetch?: typeof fetch;
  /** Longest real time a request may take. */
  readonly timeoutMs?: number;
  /** Terminal wall time minus the hub's. */
  readonly clockErrorMs?: number;
};

/**
 * The real sending side of a terminal — recorder, outbox, upload, session, client and runner — in Node, at a real hub.
 * Its clocks and timers stand still until the test moves them.
 */
export type LinkedTerminal = {
  readonly terminalId: string;
  readonly outbox: Outbox;
  readonly time: ManualTime;
  /** What went wrong, in the terminal's words. */
  readonly failures: readonly string[];
  /** What it was told to be stored at the hub, ledger and number, one after the other. */
  readonly told: readonly (readonly [ledgerId: string, storedThrough: number])[];
  instant(): Instant;
  /** Resolves when it is kept, a moment after which the runner turns to it. */
  press(rating: Rating): Promise<RecordedPress>;
  /** Resolves when so many events as follow from these are kept after what was kept before. */
  record(flows: readonly FlowRecord[]): Promise<void>;
  /** Tells the runner of what the test put into the outbox by itself. */
  queued(): void;
  /** Sets the wall clock, as somebody at the machine would. */
  setWallClock(byMs: number): void;
  /** The page, or with it the machine, starts anew: only the outbox and what the page remembered are left. */
  restart(how?: { readonly reboot: boolean }): Promise<void>;
  /** Resolves when nothing is queued any more and it rests, moving the terminal's time on meanwhile. */
  drained(): Promise<void>;
  /** Resolves when something failed since the last time this was asked. */
  failedAgain(): Promise<void>;
  stop(): Promise<void>;
};

export async function linkTerminal(
  hub: TestHub,
  options: LinkedTerminalOptions = {},
): Promise<LinkedTerminal> {
  const enrolled = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, {
    touchpointId: hub.demo.touchpointId,
    now: hub.clock.now,
  });
  const outbox = await DexieOutbox.open(`linked-${randomBytes(6).toString('hex')}`);
  const time = manualTime(1_000);
  const memory = pageMemory();
  const failures: string[] = [];
  const told: (readonly [string, number])[] = [];
  const pressed: RecordedPress[] = [];
  const makeId = (wallMs: number) => uuidV7(wallMs, randomBytes(10));
  let wallZeroMs = hub.clock.now() + (options.clockErrorMs ?? 0) - time.now();
  let monotonicZeroMs = 0;
  let failuresSeen = 0;
  let batchesUnderWay = 0;
  let bootId = `boot-${makeId(0)}`;

  const instant = () => ({
    wallMs: Math.max(0, wallZeroMs + time.now()),
    monotonicMs: time.now() - monotonicZeroMs,
    bootId,
  });
  const monotonicMs = () => time.now();

  const recorder = createOutboxRecorder({
    outbox,
    now: instant,
    makeId,
    context: () => ({
      terminalId: enrolled.terminalId,
      touchpointId: hub.demo.touchpointId,
      questionnaire: null,
      configurationVersion: 1,
      language: 'nl',
    }),
  });
  await recorder.start({
    onPress: (press) => pressed.push(press),
    onQueued: (urgent) => page.queued(urgent),
    onOutbox: () => undefined,
    onTrouble: (detail) => failures.push(detail),
  });

  function openPage(): SyncRunner {
    const clock = createHubClock({ now: instant, memory });
    const client = createHubClient({
      hubUrl: options.hubUrl ?? hub.url,
      fetch: options.fetch ?? fetch,
      now: instant,
      timeoutMs: options.timeoutMs ?? 10_000,
      onHubTime: (sent, received, hubTimeMs) => clock.learn(sent, received, hubTimeMs),
    });
    const session = createHubSession({
      client,
      signAssertion: (issuedAtMs) => {
        const iat = Math.floor(issuedAtMs / 1_000);
        return enrolled.assertion({ iat, exp: iat + 60 });
      },
      hubTimeMs: () => clock.nowMs(),
      monotonicMs,
      correctIdentity: async () => false,
    });
    const upload = createEventUpload({
      outbox,
      session,
      now: instant,
      gzip,
      clockSamples: () => clock.samples(),
      gaps: createGapWatch({
        fill: (ledgerId, gap) => recorder.fillGap(ledgerId, gap),
        monotonicMs,
      }),
      onStoredThrough: (ledgerId, number) => told.push([ledgerId, number]),
      onForked: (ledgerId) => recorder.ledgerForked(ledgerId),
      onTaken: () => undefined,
      onParked: () => undefined,
    });
    return startSyncRunner({
      upload: {
        ...upload,
        async sendBatch(maxEvents, evenIfEmpty) {
          batchesUnderWay += 1;
          try {
            return await upload.sendBatch(maxEvents, evenIfEmpty);
          } finally {
            batchesUnderWay -= 1;
          }
        },
      },
      monotonicMs,
      random: () => 0,
      startTimer: time.startTimer,
      onFailure: (detail) => failures.push(detail),
    });
  }

  let page = openPage();

  return {
    terminalId: enrolled.terminalId,
    outbox,
    time,
    failures,
    told,
    async press(rating) {
      recorder.press(smiley(rating), 'touch');
      const press = pressed.pop();
      if (press === undefined) {
        throw new Error('The recorder took no press.');
      }
      await press.kept;
      time.advance(SEND_AFTER_MS);
      return press;
    },
    async record(flows) {
      const made = async () => (await outbox.books()).reduce((sum, ledger) => sum + ledger.made, 0);
      const due = (await made()) + flows.flatMap(flowContents).length;
      for (const flow of flows) {
        void recorder.record(flow);
      }
      await vi.waitFor(async () => expect(await made()).toBe(due), { timeout: 20_000 });
      time.advance(SEND_AFTER_MS);
    },
    instant,
    queued() {
      page.queued([]);
      time.advance(SEND_AFTER_MS);
    },
    setWallClock(byMs) {
      wallZeroMs += byMs;
    },
    async restart({ reboot } = { reboot: false }) {
      await page.stop();
      if (reboot) {
        bootId = `boot-${makeId(0)}`;
        monotonicZeroMs = time.now();
      }
      page = openPage();
    },
    async drained() {
      await vi.waitFor(
        async () => {
          time.advance(1_000);
          const waiting = (await outbox.books()).filter(({ queued }) => queued > 0);
          if (waiting.length > 0 || batchesUnderWay > 0) {
            throw new Error(
              `Still queued: ${JSON.stringify(waiting)}. ${failures.slice(-3).join(' | ')}`,
            );
          }
        },
        { timeout: 20_000, interval: 20 },
      );
    },
    async failedAgain() {
      await vi.waitFor(
        () => {
          if (failures.length === failuresSeen) {
            throw new Error('Nothing failed.');
          }
        },
        { timeout: 20_000, interval: 5 },
      );
      failuresSeen = failures.length;
    },
    async stop() {
      await page.stop();
      outbox.close();
    },
  };
}
