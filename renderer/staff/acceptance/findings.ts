import type { DiskCheck, MachineStatus } from '../../../contract/staff-ipc.ts';
import type { HeartbeatRequest } from '../../../contract/protocol/heartbeat.ts';
import type { Line, StaffWords } from '../language/staff-words.ts';
import type { LedgerBooks } from '../../outbox/outbox.ts';
import type { NetworkFinding } from '../network-test.ts';
import type { Finding } from './acceptance-machine.ts';
import type { ButtonMeaning } from '../../../contract/terminal-configuration.ts';

/** A clock further off than this is seen by whoever reads the hours of a report. */
export const CLOCK_OFF_MS = 5_000;
/** A write that takes longer is noticed by the visitor: their thank-you waits for it. */
const SLOW_WRITE_MS = 250;

type Numbers = Pick<StaffWords, 'measure' | 'number'>;

export type ScreenSeen = {
  readonly touched: number;
  readonly byKey: number;
  readonly targets: number;
  /** Somebody says that this terminal's screen cannot be touched. */
  readonly noTouch: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
};

export function screenFinding(seen: ScreenSeen): Finding {
  const size: Line = {
    key: 'found.screenSize',
    values: { size: `${seen.widthPx} × ${seen.heightPx}` },
  };
  if (seen.noTouch) {
    return { verdict: 'not-there', lines: [{ key: 'found.noTouch' }, size] };
  }
  const count = { count: String(seen.touched), of: String(seen.targets) };
  const reached = seen.touched + seen.byKey >= seen.targets;
  return {
    verdict: reached ? 'passed' : 'failed',
    lines: [
      { key: 'found.touched', values: count },
      ...(seen.byKey > 0
        ? [{ key: 'found.byKey', values: { count: String(seen.byKey) } } as const]
        : []),
      size,
      ...(reached ? [] : [{ key: 'todo.screen' } as const]),
    ],
  };
}

/** One button of one box, in a test. */
export type TestedButton = {
  readonly button: number;
  readonly meaning: ButtonMeaning;
  readonly pressed: boolean;
};

export type TestedBox = { readonly boxId: string; readonly buttons: readonly TestedButton[] };

/** @param noOthers somebody says that the boxes have no buttons but those that were pressed */
export function buttonsFinding(
  boxes: readonly TestedBox[],
  noOthers: boolean,
  nameOf: (meaning: ButtonMeaning) => string,
): Finding {
  if (boxes.length === 0) {
    return { verdict: 'not-there', lines: [{ key: 'found.noBox' }] };
  }
  const names = (buttons: readonly TestedButton[]): string =>
    buttons.map(({ button, meaning }) => `${button} ${nameOf(meaning)}`).join(', ');
  const lines = boxes.flatMap(({ boxId, buttons }): Line[] => {
    const pressed = buttons.filter((each) => each.pressed);
    const silent = buttons.filter((each) => !each.pressed);
    return [
      pressed.length === 0
        ? { key: 'found.boxSilent', values: { box: boxId } }
        : { key: 'found.boxHeard', values: { box: boxId, buttons: names(pressed) } },
      ...(silent.length === 0 || pressed.length === 0
        ? []
        : [
            {
              key: noOthers ? 'found.buttonsNotThere' : 'found.buttonsSilent',
              values: { box: boxId, buttons: names(silent) },
            } as const,
          ]),
    ];
  });
  const passed = boxes.every(({ buttons }) =>
    noOthers ? buttons.some(({ pressed }) => pressed) : isComplete(buttons),
  );
  return {
    verdict: passed ? 'passed' : 'failed',
    lines: passed ? lines : [...lines, { key: 'todo.buttons' }],
  };
}

/** Every button a visitor may press was; a box need not have one for staff. */
export function isComplete(buttons: readonly TestedButton[]): boolean {
  return (
    buttons.some(({ pressed }) => pressed) &&
    buttons.every(({ pressed, meaning }) => pressed || meaning === 'staff')
  );
}

export function soundFinding(heard: 'heard' | 'silent' | 'no-speaker', volume: number): Finding {
  const loud: Line = { key: 'found.volume', values: { percent: String(Math.round(volume * 100)) } };
  switch (heard) {
    case 'heard':
      return { verdict: 'passed', lines: [{ key: 'found.heard' }, loud] };
    case 'silent':
      return { verdict: 'failed', lines: [{ key: 'found.notHeard' }, loud, { key: 'todo.sound' }] };
    case 'no-speaker':
      return { verdict: 'not-there', lines: [{ key: 'found.noSpeaker' }] };
  }
}

export function networkFinding(found: NetworkFinding, words: Numbers): Finding {
  if (found.kind === 'not-reached') {
    return {
      verdict: 'failed',
      lines: [
        { key: `network.${found.trouble}` },
        { key: `network.todo.${found.trouble}` },
        ...(found.detail === ''
          ? []
          : [{ key: 'found.detail', values: { detail: found.detail } } as const]),
      ],
    };
  }
  const off = Math.abs(found.hubAheadMs);
  const wrong = off - found.uncertaintyMs > CLOCK_OFF_MS;
  return {
    verdict: wrong ? 'failed' : 'passed',
    lines: [
      { key: 'network.reached' },
      { key: 'found.roundTrip', values: { time: words.measure(found.roundTripMs) } },
      {
        key: clockKey(found),
        values: { time: words.measure(off), uncertainty: words.measure(found.uncertaintyMs) },
      },
      ...(wrong ? [{ key: 'todo.clock' } as const] : []),
    ],
  };
}

function clockKey({
  hubAheadMs,
  uncertaintyMs,
}: Extract<NetworkFinding, { kind: 'reached' }>): Line['key'] {
  if (Math.abs(hubAheadMs) <= uncertaintyMs) {
    return 'found.clockRight';
  }
  return hubAheadMs > 0 ? 'found.clockBehind' : 'found.clockAhead';
}

export type StoresSeen = {
  /** Of the browser's database. */
  readonly database: DiskCheck;
  /** Of the journal's disk; null where there is no journal. */
  readonly disk: DiskCheck | null;
  readonly journal: MachineStatus['journal'] | null;
  readonly storage: HeartbeatRequest['storage'];
  readonly books: readonly LedgerBooks[];
};

/**
 * Both stores by their own health: what is written beside the events is written as they are, and read back. No event is
 * made, because every event is a visitor's.
 */
export function storesFinding(seen: StoresSeen, words: Numbers): Finding {
  const made = seen.books.reduce((sum, each) => sum + each.made, 0);
  const queued = seen.books.reduce((sum, each) => sum + each.queued, 0);
  const parked = seen.books.reduce((sum, each) => sum + each.parked.length, 0);
  const gaps = seen.books.some(({ gap }) => gap !== null);
  const troubles: Line[] = [
    ...(seen.database.outcome === 'failed' ? [{ key: 'todo.database' } as const] : []),
    ...(seen.disk?.outcome === 'failed' ? [{ key: 'todo.disk' } as const] : []),
    ...(seen.journal !== null && seen.journal !== 'works'
      ? [{ key: 'todo.journal' } as const]
      : []),
    ...(seen.storage === 'ok' ? [] : [{ key: 'todo.storage' } as const]),
    ...(gaps ? [{ key: 'todo.gaps' } as const] : []),
  ];
  return {
    verdict: troubles.length === 0 ? 'passed' : 'failed',
    lines: [
      ...writeLine('database', seen.database, words),
      ...(seen.disk === null ? [] : writeLine('disk', seen.disk, words)),
      ...(seen.journal === null ? [] : [{ key: `journal.${seen.journal}` } as const]),
      { key: `storage.${seen.storage}` },
      {
        key: 'found.books',
        values: {
          made: words.number(made),
          answered: words.number(made - queued - parked),
          queued: words.number(queued),
          parked: words.number(parked),
        },
      },
      ...troubles,
    ],
  };
}

function writeLine(
  which: 'database' | 'disk',
  check: DiskCheck,
  { measure }: Numbers,
): readonly Line[] {
  if (check.outcome === 'failed') {
    return [{ key: `found.${which}Failed`, values: { detail: check.detail } }];
  }
  const slow = check.tookMs > SLOW_WRITE_MS;
  return [
    {
      key: slow ? `found.${which}Slow` : `found.${which}`,
      values: { time: measure(check.tookMs) },
    },
  ];
}
