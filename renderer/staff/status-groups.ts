import { elapsedMs } from '../clock.ts';
import type { Instant } from '../../contract/instant.ts';
import type { HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import type { MachineStatus } from '../../contract/staff-ipc.ts';
import type { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { LastAcceptance } from './acceptance/last-acceptance.ts';
import type { StaffTextKey } from './language/en.ts';
import type { StaffWords } from './language/staff-words.ts';
import type { HubContact } from './staff-parts.ts';

export type StatusFacts = {
  readonly now: Instant;
  readonly heartbeat: HeartbeatRequest;
  /** Null where the shell knows nothing of its machine. */
  readonly machine: MachineStatus | null;
  readonly configuration: TerminalConfiguration;
  readonly hubUrl: string | null;
  readonly contact: HubContact | null;
  readonly acceptance: LastAcceptance | null;
};

export type StatusRow = {
  readonly name: StaffTextKey;
  readonly value: string;
  readonly tone: 'good' | 'attention' | 'plain';
  /** An address, a version, a path: written from left to right in every language. */
  readonly code?: true;
};

export type StatusGroup = { readonly title: StaffTextKey; readonly rows: readonly StatusRow[] };

/** A hub that answers every heartbeat was heard within this many of them. */
const HEARTBEATS_MISSED = 3;
/** Less room than this and the next weeks of presses are in question. */
const LOW_DISK_BYTES = 500_000_000;

/** What staff should know of the terminal, most urgent facts first in each group. */
export function statusGroups(facts: StatusFacts, words: StaffWords): readonly StatusGroup[] {
  return [
    terminalGroup(facts, words),
    hubGroup(facts, words),
    storesGroup(facts, words),
    screenGroup(facts, words),
    ...(facts.machine === null ? [] : [machineGroup(facts.machine, words)]),
  ];
}

const plain = (name: StaffTextKey, value: string): StatusRow => ({ name, value, tone: 'plain' });
const code = (name: StaffTextKey, value: string): StatusRow => ({
  ...plain(name, value),
  code: true,
});

function terminalGroup(
  { configuration, heartbeat, acceptance }: StatusFacts,
  { t, moment }: StaffWords,
): StatusGroup {
  const { touchpoint } = configuration;
  return {
    title: 'status.terminal',
    rows: [
      plain('status.name', configuration.terminal.name),
      touchpoint === null
        ? { name: 'status.touchpoint', value: t('status.notAssigned'), tone: 'attention' }
        : plain('status.touchpoint', `${touchpoint.name}, ${touchpoint.location.name}`),
      code('status.version', heartbeat.appVersion),
      code('status.configuration', String(configuration.version)),
      acceptance === null
        ? plain('status.acceptance', t('status.acceptanceNever'))
        : {
            name: 'status.acceptance',
            value: t(acceptance.passed ? 'status.acceptancePassed' : 'status.acceptanceFailed', {
              when: moment(acceptance.atMs),
              who: acceptance.who,
            }),
            tone: acceptance.passed ? 'good' : 'attention',
          },
      ...(acceptance === null ? [] : [code('status.report', acceptance.file)]),
    ],
  };
}

function hubGroup(facts: StatusFacts, words: StaffWords): StatusGroup {
  const { hubUrl, contact, now, configuration, heartbeat } = facts;
  const { t } = words;
  const queued = heartbeat.ledgers.reduce((sum, each) => sum + each.queued, 0);
  const parked = heartbeat.ledgers.reduce((sum, each) => sum + each.parked.length, 0);
  const sinceMs = contact && elapsedMs(contact.at, now);
  const heard = sinceMs !== null && sinceMs <= configuration.heartbeatMs * HEARTBEATS_MISSED;
  return {
    title: 'status.hub',
    rows: [
      hubUrl === null
        ? { name: 'status.address', value: t('network.no-hub'), tone: 'attention' }
        : code('status.address', hubUrl),
      {
        name: 'status.contact',
        value: sinceMs === null ? t('status.noContact') : words.ago(sinceMs),
        tone: heard ? 'good' : 'attention',
      },
      { name: 'status.waiting', value: words.number(queued), tone: 'plain' },
      {
        name: 'status.parked',
        value: words.number(parked),
        tone: parked > 0 ? 'attention' : 'plain',
      },
    ],
  };
}

function storesGroup({ heartbeat, machine }: StatusFacts, words: StaffWords): StatusGroup {
  const { t, size } = words;
  const { quota } = heartbeat;
  const disk = machine?.disk ?? null;
  return {
    title: 'status.stores',
    rows: [
      {
        name: 'status.storage',
        value: t(`storage.${heartbeat.storage}`),
        tone: heartbeat.storage === 'ok' ? 'good' : 'attention',
      },
      ...(machine === null
        ? []
        : [
            {
              name: 'status.journal',
              value: t(`journal.${machine.journal}`),
              tone: machine.journal === 'works' ? 'good' : 'attention',
            } as const,
          ]),
      ...(disk === null
        ? []
        : [
            {
              name: 'status.disk',
              value: t('status.freeOf', { free: size(disk.freeBytes), size: size(disk.sizeBytes) }),
              tone: disk.freeBytes < LOW_DISK_BYTES ? 'attention' : 'plain',
            } as const,
          ]),
      ...(quota === null
        ? []
        : [
            plain(
              'status.quota',
              t('status.usedOf', { used: size(quota.usedBytes), size: size(quota.limitBytes) }),
            ),
          ]),
    ],
  };
}

function screenGroup({ heartbeat, now }: StatusFacts, words: StaffWords): StatusGroup {
  const since = (at: Instant | null): string => {
    const ms = at && elapsedMs(at, now);
    return ms === null ? words.t('status.notYet') : words.ago(ms);
  };
  return {
    title: 'status.screen',
    rows: [
      {
        name: 'status.lastFrame',
        value: since(heartbeat.lastFrameAt),
        tone: heartbeat.lastFrameAt === null ? 'attention' : 'good',
      },
      plain('status.lastPress', since(heartbeat.lastPressAt)),
      plain('status.clock', words.moment(now.wallMs)),
    ],
  };
}

function machineGroup(machine: MachineStatus, { t, duration, size }: StaffWords): StatusGroup {
  return {
    title: 'status.machine',
    rows: [
      plain('status.up', duration(machine.upMs)),
      plain('status.memory', size(machine.memoryBytes)),
      {
        name: 'status.locked',
        value: t(machine.locked ? 'status.lockedYes' : 'status.lockedNo'),
        tone: machine.locked ? 'good' : 'attention',
      },
      code('status.runtime', machine.runtime),
      code('status.platform', machine.platform),
      ...machine.networks.map(({ name, address }) => code('status.network', `${name} ${address}`)),
    ],
  };
}
