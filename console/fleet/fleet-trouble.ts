import type { FleetTerminal } from '../../contract/protocol/fleet.ts';
import { boxTroublesOf } from './box-trouble.ts';

/** What is wrong with a terminal, the gravest first. */
export type Trouble =
  /** Numbers that nobody has. */
  | 'unaccounted'
  /** It keeps a ledger no more: its disk was lost. */
  | 'lost'
  /** It keeps nothing: no room, or nothing can be written. */
  | 'full'
  | 'failing'
  /** A button box is silent or cannot be found, or one of its buttons counts nothing. */
  | 'box'
  /** Nothing is painted, or no input is heard. */
  | 'screen'
  /** It does not use the configuration it was given. */
  | 'configuration'
  /** Two terminals work with copies of one disk. */
  | 'cloned'
  /** Events the hub rejected. */
  | 'parked'
  /** One of its two stores does not work. */
  | 'oneStore'
  /** Not heard of for long. */
  | 'silent';

/** Something was lost, or is about to be; anything else can wait until somebody has time. */
export const GRAVE: ReadonlySet<Trouble> = new Set(['unaccounted', 'lost', 'full', 'failing']);

/** A terminal says something every few minutes at the least. */
const SILENT_AFTER_MS = 15 * 60_000;

/** @param nowMs on the hub's clock. */
export function troublesOf(terminal: FleetTerminal, nowMs: number): readonly Trouble[] {
  const { balance, lostLedgers, forkedLedgers, storage, boxes, configurationRefused } = terminal;
  const heardMs = terminal.lastSeenAtMs ?? terminal.enrolledAtMs;
  const found: readonly (Trouble | null)[] = [
    balance.unaccounted > 0 ? 'unaccounted' : null,
    lostLedgers > 0 ? 'lost' : null,
    storage === 'full' || storage === 'failing' ? storage : null,
    hasScreenTrouble(terminal) ? 'screen' : null,
    boxTroublesOf(boxes).length > 0 ? 'box' : null,
    configurationRefused === null ? null : 'configuration',
    forkedLedgers > 0 ? 'cloned' : null,
    balance.parked > 0 ? 'parked' : null,
    storage === 'journal-only' || storage === 'outbox-only' ? 'oneStore' : null,
    nowMs - heardMs > SILENT_AFTER_MS ? 'silent' : null,
  ];
  return found.filter((trouble) => trouble !== null);
}

function hasScreenTrouble({ screen }: FleetTerminal): boolean {
  return screen === 'no-frames' || screen === 'no-input';
}

/** Whether its books, a box, its screen or its configuration ask for somebody; the hub lists these first. */
export function asksForSomebody(terminal: FleetTerminal): boolean {
  const { balance, lostLedgers, forkedLedgers, boxes } = terminal;
  return (
    balance.unaccounted > 0 ||
    balance.parked > 0 ||
    lostLedgers > 0 ||
    forkedLedgers > 0 ||
    terminal.configurationRefused !== null ||
    hasScreenTrouble(terminal) ||
    boxTroublesOf(boxes).length > 0
  );
}
