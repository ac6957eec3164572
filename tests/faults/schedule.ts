import type { LineFault } from '../support/tcp-proxy.ts';
import type { ClockJump, Fault, JournalDamage } from './fault.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/** A fault, and how many presses have been made when it comes. */
export type ScheduledFault = {
  readonly place: number;
  readonly atPress: number;
  readonly fault: Fault;
};

export type Schedule = {
  readonly seed: number;
  readonly presses: number;
  readonly faults: readonly ScheduledFault[];
};

export type ScheduleWish = {
  readonly seed: number;
  readonly faults: number;
  readonly presses: number;
  /** Kinds that come at least once before any other; all of them unless said. */
  readonly first?: readonly FaultName[];
};

const DAY_MS = 24 * 60 * 60_000;

/** What can go wrong, by the name it is drawn by. The numbers say how often, beside each other. */
const draws = {
  'renderer-killed': [6, () => ({ kind: 'renderer-killed' })],
  'renderer-frozen': [
    6,
    (random) => ({ kind: 'renderer-frozen', forMs: random.between(200, 2_500) }),
  ],
  'main-killed': [8, () => ({ kind: 'main-killed' })],
  'main-frozen': [6, (random) => ({ kind: 'main-frozen', forMs: random.between(200, 2_500) })],
  'power-cut': [10, () => ({ kind: 'power-cut' })],
  'profile-deleted': [4, () => ({ kind: 'profile-deleted' })],
  'outbox-deleted': [4, () => ({ kind: 'outbox-deleted' })],
  'journal-flipped': [
    4,
    (random) =>
      damaged({
        what: 'flipped',
        file: random.next(),
        at: random.next(),
        bytes: random.between(1, 40),
      }),
  ],
  'journal-torn': [4, (random) => damaged({ what: 'torn', bytes: random.between(1, 4_000) })],
  'journal-directory-removed': [3, () => damaged({ what: 'directory-removed' })],
  'disk-full': [4, (random) => ({ kind: 'disk-full', forMs: random.between(1_000, 3_000) })],
  'clock-forward': [4, (random) => jumped({ to: 'shifted', byMs: random.between(1, 40) * DAY_MS })],
  'clock-backward': [
    4,
    (random) => jumped({ to: 'shifted', byMs: -random.between(1, 400) * DAY_MS }),
  ],
  'clock-1970': [4, () => jumped({ to: '1970' })],
  'hub-killed': [7, () => ({ kind: 'hub-killed' })],
  'hub-frozen': [7, (random) => ({ kind: 'hub-frozen', forMs: random.between(200, 3_000) })],
  'database-killed': [7, (random) => ({ kind: 'database-killed', whole: random.next() < 0.5 })],
  'database-frozen': [
    7,
    (random) => ({ kind: 'database-frozen', forMs: random.between(200, 3_000) }),
  ],
  'hub-restored': [5, (random) => ({ kind: 'hub-restored', forMs: random.between(500, 5_000) })],
  'network-cut': [8, (random) => network({ kind: 'cut' }, random)],
  'network-delay': [
    8,
    (random) => network({ kind: 'delay', delayMs: random.between(50, 800) }, random),
  ],
  'network-reset': [8, (random) => network({ kind: 'reset' }, random)],
  'network-truncated': [
    8,
    (random) => network({ kind: 'truncated', afterBytes: random.between(1, 900) }, random),
  ],
  'network-half-open': [8, (random) => network({ kind: 'half-open' }, random)],
  'network-portal': [8, (random) => network({ kind: 'portal' }, random)],
} as const satisfies Readonly<Record<string, readonly [number, (random: SeededRandom) => Fault]>>;

/** A name stands for one kind of fault, or for one of the forms a kind has. */
export type FaultName = keyof typeof draws;

export const FAULT_NAMES = Object.keys(draws) as readonly FaultName[];

/** The same wish gives the same schedule: everything follows from the seed. */
export function makeSchedule(wish: ScheduleWish): Schedule {
  const random = seededRandom(wish.seed);
  const first = random.shuffled(wish.first ?? FAULT_NAMES).slice(0, wish.faults);
  const later = Array.from({ length: wish.faults - first.length }, () => drawn(random));
  // What comes first is spread over the first half, so that a run which is cut short has met every kind as well.
  const half = Math.max(first.length, Math.ceil(wish.faults / 2));
  const early = random.shuffled([...first, ...later.slice(0, half - first.length)]);
  const names = [...early, ...later.slice(half - first.length)];
  const everyPresses = wish.presses / (names.length + 1);
  return {
    seed: wish.seed,
    presses: wish.presses,
    faults: names.map((name, place) => ({
      place,
      atPress: Math.floor(everyPresses * (place + 0.5 + random.next())),
      fault: draws[name][1](random),
    })),
  };
}

function drawn(random: SeededRandom): FaultName {
  const total = FAULT_NAMES.reduce((sum, name) => sum + draws[name][0], 0);
  let left = random.between(1, total);
  return FAULT_NAMES.find((name) => (left -= draws[name][0]) <= 0) ?? 'power-cut';
}

function damaged(damage: JournalDamage): Fault {
  return { kind: 'journal-damaged', damage };
}

function jumped(jump: ClockJump): Fault {
  return { kind: 'clock-jump', jump };
}

function network(line: LineFault, random: SeededRandom): Fault {
  return { kind: 'network', line, forMs: random.between(300, 4_000) };
}
