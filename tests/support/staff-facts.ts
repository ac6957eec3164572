import type { Instant } from '../../contract/instant.ts';
import type { MachineStatus } from '../../contract/staff-ipc.ts';
import { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { Findings } from '../../renderer/staff/acceptance/acceptance-machine.ts';
import {
  buttonsFinding,
  networkFinding,
  screenFinding,
  soundFinding,
  storesFinding,
  type TestedBox,
} from '../../renderer/staff/acceptance/findings.ts';
import type { ReportFacts } from '../../renderer/staff/acceptance/report-page.ts';
import type { StaffWords } from '../../renderer/staff/language/staff-words.ts';
import { meaningName } from '../../renderer/staff/meaning-name.ts';
import type { StatusFacts } from '../../renderer/staff/status-groups.ts';
import { heartbeatAt } from './heartbeat.ts';

const hubId = (serial: number) => `7e1f0c1a-0000-4000-8000-00000000000${serial}`;
const LEDGER = '0190a000-0000-7000-8000-000000000001';

export const NOW: Instant = {
  wallMs: 1_795_363_200_000,
  monotonicMs: 90_000_000,
  bootId: 'boot-1',
};
const ago = (ms: number): Instant => ({
  ...NOW,
  wallMs: NOW.wallMs - ms,
  monotonicMs: NOW.monotonicMs - ms,
});

export const STAFFED = TerminalConfiguration.parse({
  version: 12,
  terminal: { id: hubId(1), name: 'Checkout 3' },
  touchpoint: { id: hubId(3), name: 'Checkout', location: { id: hubId(4), name: 'Utrecht' } },
  questionnaire: null,
  languages: ['nl', 'en', 'de'],
  buttons: { '0': 'positive', '1': 'neutral', '2': 'negative', '5': 'staff' },
  thanksMs: 3_000,
  heartbeatMs: 60_000,
});

export const MACHINE: MachineStatus = {
  appVersion: '1.4.0',
  runtime: 'Electron 45.4.1, Chrome 144.0.7559.20',
  platform: 'Linux 6.12.0 x64',
  upMs: 3 * 86_400_000,
  hubUrl: 'https://hub.example.com',
  disk: { freeBytes: 21_400_000_000, sizeBytes: 62_000_000_000 },
  memoryBytes: 412_000_000,
  networks: [{ name: 'eth0', address: '192.168.1.23' }],
  journal: 'works',
  locked: true,
};

/** A terminal that is well. */
export const STATUS: StatusFacts = {
  now: NOW,
  heartbeat: heartbeatAt(NOW, {
    appVersion: '1.4.0',
    lastFrameAt: ago(400),
    lastPressAt: ago(7 * 60_000),
    ledgers: [{ ledgerId: LEDGER, made: 4_213, queued: 2, oldestQueued: 4_212, parked: [] }],
    quota: { usedBytes: 3_100_000, limitBytes: 12_000_000_000, persisted: true },
  }),
  machine: MACHINE,
  configuration: STAFFED,
  hubUrl: 'https://hub.example.com',
  contact: { at: ago(12_000) },
  acceptance: {
    atMs: NOW.wallMs - 5 * 86_400_000,
    who: 'Noor de Wit',
    passed: true,
    file: '/var/lib/glimlach/reports/2026-11-17T09-12-40Z.html',
  },
};

export const TESTED: TestedBox = {
  boxId: 'GB-1042',
  buttons: [
    { button: 0, meaning: 'positive', pressed: true },
    { button: 1, meaning: 'neutral', pressed: true },
    { button: 2, meaning: 'negative', pressed: true },
    { button: 5, meaning: 'staff', pressed: false },
  ],
};

/** What a terminal that is in order comes to. */
export function findingsIn(words: StaffWords): Findings {
  return {
    screen: screenFinding({
      touched: 5,
      byKey: 0,
      targets: 5,
      noTouch: false,
      widthPx: 1_920,
      heightPx: 1_080,
    }),
    buttons: buttonsFinding([TESTED], true, (meaning) => meaningName(meaning, words)),
    sound: soundFinding('heard', 0.35),
    network: networkFinding(
      { kind: 'reached', roundTripMs: 31, hubAheadMs: 6, uncertaintyMs: 15.5 },
      words,
    ),
    stores: storesFinding(
      {
        database: { outcome: 'kept', tookMs: 3.2 },
        disk: { outcome: 'kept', tookMs: 8.9 },
        journal: 'works',
        storage: 'ok',
        books: [
          {
            ledgerId: LEDGER,
            made: 4_213,
            mark: 4_211,
            queued: 2,
            oldestQueued: 4_212,
            parked: [],
            gap: null,
          },
        ],
      },
      words,
    ),
  };
}

export function reportIn(words: StaffWords, findings: Findings = findingsIn(words)): ReportFacts {
  return {
    who: 'Noor de Wit',
    startedAtMs: NOW.wallMs,
    endedAtMs: NOW.wallMs + 118_000,
    timeZone: 'Europe/Amsterdam',
    terminal: 'Checkout 3',
    touchpoint: 'Checkout',
    location: 'Utrecht',
    terminalId: hubId(1),
    hubUrl: 'https://hub.example.com',
    appVersion: '1.4.0',
    configurationVersion: 12,
    runtime: `${MACHINE.runtime}, ${MACHINE.platform}`,
    boxes: ['GB-1042 glimlach 1.2.0'],
    findings,
  };
}
