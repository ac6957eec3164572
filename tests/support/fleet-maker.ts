import type {
  Balance,
  FleetTerminal,
  LedgerBook,
  ParkedEvent,
} from '../../contract/protocol/fleet.ts';

/** A terminal that is well; ids follow from a small number, so that tests can name them. */
export function makeFleetTerminal(
  number: number,
  change: Partial<FleetTerminal> = {},
): FleetTerminal {
  return {
    id: fleetId(number),
    name: `Terminal ${number}`,
    touchpoint: { id: fleetId(0xbb), name: `Touchpoint ${number}` },
    location: { id: fleetId(0xcc), name: 'Utrecht Centrum' },
    shell: 'electron',
    appVersion: '1.0.0',
    enrolledAtMs: 1_000,
    lastSeenAtMs: 2_000,
    storage: 'ok',
    boxes: [],
    screen: 'ok',
    configurationRefused: null,
    balance: makeBalance({ stored: 100 }),
    ledgers: 1,
    lostLedgers: 0,
    forkedLedgers: 0,
    ...change,
  };
}

/** Books that add up. */
export function makeBalance(parts: Partial<Omit<Balance, 'made'>>): Balance {
  const { stored = 0, queued = 0, parked = 0, unaccounted = 0 } = parts;
  return { made: stored + queued + parked + unaccounted, stored, queued, parked, unaccounted };
}

export function makeLedgerBook(number: number, change: Partial<LedgerBook> = {}): LedgerBook {
  return {
    ledgerId: fleetId(0x1000 + number),
    state: 'open',
    forked: false,
    ...makeBalance({ stored: 100 }),
    statedAtMs: 2_000,
    gaps: [],
    ...change,
  };
}

export function makeParkedEvent(number: number, change: Partial<ParkedEvent> = {}): ParkedEvent {
  const id = fleetId(0x2000 + number);
  const ledgerId = fleetId(0x1001);
  return {
    id,
    ledgerId,
    number,
    reason: 'invalid',
    detail: 'rating: Invalid option: expected one of "positive"|"neutral"|"negative"',
    body: JSON.stringify({ v: 1, id, ledgerId, number, type: 'pressed', rating: 'delighted' }),
    receivedAtMs: 2_000,
    ...change,
  };
}

export function fleetId(number: number): string {
  return `0195c0de-0000-7000-9000-${number.toString(16).padStart(12, '0')}`;
}
