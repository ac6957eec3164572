import { z } from 'zod';
import type { Instant } from '../../contract/instant.ts';
import { ClockSample } from '../../contract/protocol/events.ts';
import type { PageMemory } from '../recording/outbox-trust.ts';
import { clockSample, hubTimeAt, keepSample } from './clock-samples.ts';

/** What the terminal knows of the hub's clock. */
export type HubClock = {
  /** The hub stamped its reply somewhere between these two instants. */
  learn(sent: Instant, received: Instant, hubTimeMs: number): void;
  /** One per boot, oldest boot first; this boot's and those of pages and starts before it. */
  samples(): readonly ClockSample[];
  /** The hub's time at this moment as far as the terminal knows it, in whole milliseconds since 1970. */
  nowMs(): number;
};

export type HubClockOptions = {
  readonly now: () => Instant;
  /** Outlives the page. Losing it costs precision, never an event. */
  readonly memory: PageMemory;
};

const KEY = 'glimlach-clock-samples';
const Remembered = z.array(ClockSample).max(16);

export function createHubClock({ now, memory }: HubClockOptions): HubClock {
  let samples = read(memory);
  return {
    learn(sent, received, hubTimeMs) {
      const kept = keepSample(samples, clockSample(sent, received, hubTimeMs));
      if (kept !== samples) {
        samples = kept;
        write(memory, samples);
      }
    },
    samples: () => samples,
    nowMs: () => hubTimeAt(samples, now()),
  };
}

function read(memory: PageMemory): readonly ClockSample[] {
  try {
    const remembered = Remembered.safeParse(JSON.parse(memory.getItem(KEY) ?? '[]'));
    return remembered.success ? remembered.data : [];
  } catch {
    // No memory, or one that somebody else wrote to: this boot's clock is learned with the first reply.
    return [];
  }
}

function write(memory: PageMemory, samples: readonly ClockSample[]): void {
  try {
    memory.setItem(KEY, JSON.stringify(samples));
  } catch {
    // As above; events of this boot that outlive the page are then corrected by their wall time.
  }
}
