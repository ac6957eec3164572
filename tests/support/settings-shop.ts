import type { AlertRule, EscalationPolicy } from '../../contract/alert-rule.ts';
import type { DryRunReply } from '../../contract/protocol/alert-rules.ts';
import type { Channel, Delivery } from '../../contract/protocol/channels.ts';
import type { PeopleReply, Rota } from '../../contract/protocol/people.ts';
import type { HolidayRegionsReply, PlacesReply } from '../../contract/protocol/places.ts';
import type { FakeConsoleHub } from './fake-console-hub.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function shopId(number: number): string {
  return `0195c0de-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

const [NETHERLANDS, UTRECHT, CENTRE, STATION] = [shopId(1), shopId(2), shopId(3), shopId(4)];
const [TILL, LADIES] = [shopId(11), shopId(12)];
const [AT_ONCE, CALM] = [shopId(21), shopId(22)];
const [ANNA, SAM, MIRJAM] = [shopId(31), shopId(32), shopId(33)];
const [SLACK, WEBHOOK] = [shopId(41), shopId(42)];

const HOURS = {
  timeZone: 'Europe/Amsterdam',
  weekly: [1, 2, 3, 4, 5, 6].flatMap((day) =>
    day === 5
      ? [
          { day, from: '09:00', until: '12:30' },
          { day, from: '13:00', until: '21:00' },
        ]
      : [{ day, from: '09:00', until: '18:00' }],
  ),
  closedOn: ['2026-12-31'],
};

const PLACES: PlacesReply = {
  locations: [
    { id: NETHERLANDS, name: 'Nederland', parentId: null, hours: HOURS, holidays: null },
    {
      id: UTRECHT,
      name: 'Utrecht',
      parentId: NETHERLANDS,
      hours: null,
      holidays: { country: 'DE', state: 'BY' },
    },
    { id: CENTRE, name: 'Utrecht Centrum', parentId: UTRECHT, hours: HOURS, holidays: null },
    {
      id: STATION,
      name: 'Utrecht Centraal Station',
      parentId: UTRECHT,
      hours: null,
      holidays: null,
    },
    { id: shopId(5), name: 'Zwolle', parentId: NETHERLANDS, hours: null, holidays: null },
  ],
  touchpoints: [
    { id: TILL, name: 'Kassa 3', locationId: CENTRE },
    { id: LADIES, name: 'Paskamers dames', locationId: CENTRE },
    { id: shopId(13), name: 'Ingang', locationId: STATION },
  ],
};

function rule(number: number, name: string, change: Partial<AlertRule>): AlertRule {
  return {
    id: shopId(50 + number),
    version: 3,
    name,
    enabled: true,
    condition: { kind: 'each-negative' },
    scope: { locationIds: [], touchpointIds: [], hours: 'open' },
    policyId: AT_ONCE,
    changedAtMs: Date.now() - 3 * DAY_MS,
    changedBy: 'Anna de Vries',
    ...change,
  };
}

const RULES: readonly AlertRule[] = [
  rule(1, 'Rode drukken in Utrecht', {
    condition: { kind: 'count', negatives: 3, withinMs: 10 * MINUTE_MS },
    scope: { locationIds: [UTRECHT], touchpointIds: [], hours: 'open' },
  }),
  rule(2, 'Iemand vraagt om hulp', { condition: { kind: 'help-asked' } }),
  rule(3, 'Lage score bij de paskamers', {
    condition: { kind: 'score-below', score: 60, withinMs: 120 * MINUTE_MS, minPresses: 10 },
    scope: { locationIds: [CENTRE], touchpointIds: [LADIES], hours: 'open' },
    policyId: CALM,
  }),
  rule(4, 'Terminal onbereikbaar', {
    condition: { kind: 'offline', forMs: 15 * MINUTE_MS },
    scope: { locationIds: [], touchpointIds: [], hours: 'always' },
    enabled: false,
    policyId: CALM,
  }),
];

const POLICIES: readonly EscalationPolicy[] = [
  {
    id: AT_ONCE,
    version: 2,
    name: 'Eerst de vloer',
    levels: [
      { afterMs: 0, people: [{ kind: 'on-duty' }], channels: 'all' },
      {
        afterMs: 10 * MINUTE_MS,
        people: [
          { kind: 'role', role: 'manager' },
          { kind: 'person', userId: MIRJAM },
        ],
        channels: [SLACK],
      },
    ],
    waits: 'open',
    remindEveryMs: 15 * MINUTE_MS,
    changedAtMs: Date.now() - DAY_MS,
    changedBy: null,
  },
  {
    id: CALM,
    version: 1,
    name: 'Techniek',
    levels: [{ afterMs: 0, people: [{ kind: 'role', role: 'it' }], channels: [] }],
    waits: 'always',
    remindEveryMs: null,
    changedAtMs: Date.now() - DAY_MS,
    changedBy: null,
  },
];

const PEOPLE: PeopleReply = {
  people: [
    {
      userId: ANNA,
      name: 'Anna de Vries',
      email: 'anna@example.com',
      isVerified: true,
      grants: [{ role: 'admin', locationId: null }],
    },
    {
      userId: MIRJAM,
      name: 'Mirjam van den Berg-Oosterhuis',
      email: 'mirjam.vandenberg@example.com',
      isVerified: true,
      grants: [
        { role: 'manager', locationId: UTRECHT },
        { role: 'staff', locationId: shopId(5) },
      ],
    },
    {
      userId: SAM,
      name: 'Sam Jansen',
      email: 'sam@example.com',
      isVerified: false,
      grants: [{ role: 'staff', locationId: CENTRE }],
    },
  ],
  invitations: [
    {
      id: shopId(71),
      email: 'noor@example.com',
      grants: [{ role: 'staff', locationId: STATION }],
      invitedBy: 'Anna de Vries',
      createdAtMs: Date.now() - 2 * DAY_MS,
      expiresAtMs: Date.now() + 5 * DAY_MS,
    },
  ],
};

const ROTA: Rota = {
  shifts: [
    ...[1, 2, 4].map((day) => ({ userId: SAM, day, from: '09:00', until: '17:30' })),
    { userId: SAM, day: 5, from: '18:00', until: '24:00' },
    { userId: SAM, day: 6, from: '00:00', until: '02:00' },
    ...[3, 5, 6].map((day) => ({ userId: MIRJAM, day, from: '09:00', until: '18:00' })),
  ],
};

const CHANNELS: readonly Channel[] = [
  {
    id: SLACK,
    kind: 'slack',
    name: '#winkel-utrecht',
    locationId: UTRECHT,
    language: 'nl',
    enabled: true,
    perMinute: 30,
    origin: 'https://hooks.slack.com',
    goneAtMs: null,
    changedAtMs: Date.now() - DAY_MS,
  },
  {
    id: WEBHOOK,
    kind: 'webhook',
    name: 'Kassasysteem',
    locationId: null,
    language: 'en',
    enabled: true,
    perMinute: 60,
    origin: 'https://pos.example.com',
    goneAtMs: Date.now() - DAY_MS,
    changedAtMs: Date.now() - DAY_MS,
  },
];

export function delivery(number: number, change: Partial<Delivery> = {}): Delivery {
  const atMs = Date.now() - number * 4 * MINUTE_MS;
  return {
    id: shopId(200 + number),
    alertId: shopId(300),
    reason: 'opened',
    level: 0,
    channel: 'push',
    to: 'Sam Jansen',
    state: 'sent',
    createdAtMs: atMs,
    sentAtMs: atMs + 400,
    nextAtMs: null,
    attempts: [{ atMs: atMs + 400, error: null, tookMs: 212 }],
    ...change,
  };
}

const DELIVERIES: readonly Delivery[] = [
  delivery(1, { channel: 'console', to: '3' }),
  delivery(2, {
    channel: 'webhook',
    to: 'Kassasysteem',
    state: 'failed',
    sentAtMs: null,
    attempts: [
      { atMs: Date.now() - 9 * MINUTE_MS, error: 'The connection was refused.', tookMs: 31 },
      {
        atMs: Date.now() - 8 * MINUTE_MS,
        error: 'The address answered 410: it is gone.',
        tookMs: 88,
      },
    ],
  }),
  delivery(3, { channel: 'email', to: 'Mirjam van den Berg-Oosterhuis', reason: 'escalated' }),
  delivery(4, {
    channel: 'slack',
    to: '#winkel-utrecht',
    state: 'queued',
    sentAtMs: null,
    nextAtMs: Date.now() + MINUTE_MS,
    attempts: [{ atMs: Date.now() - MINUTE_MS, error: 'The address answered 503.', tookMs: 140 }],
  }),
  delivery(5, {
    state: 'held',
    sentAtMs: null,
    attempts: [],
    nextAtMs: Date.now() + 7 * 3_600_000,
  }),
  delivery(6, { state: 'dropped', sentAtMs: null, attempts: [], reason: 'reminded' }),
];

const REGIONS: HolidayRegionsReply = {
  countries: [
    { country: 'BE', states: [] },
    {
      country: 'DE',
      states: [
        { state: 'BW', name: 'Baden-Württemberg' },
        { state: 'BY', name: 'Bayern' },
      ],
    },
    { country: 'NL', states: [] },
    { country: 'NO', states: [] },
  ],
};

export function dryRunReply(): DryRunReply {
  const counts = [2, 0, 1, 4, 0, 5, 2, 0];
  return {
    alerts: counts.reduce((sum, count) => sum + count, 0),
    days: counts.map((alerts, index) => ({
      day: new Date(Date.now() - (7 - index) * DAY_MS).toISOString().slice(0, 10),
      alerts,
    })),
    examples: [
      {
        atMs: Date.now() - DAY_MS,
        place: 'Paskamers dames, Utrecht Centrum',
        measured: { value: 4, limit: 3 },
      },
      {
        atMs: Date.now() - 1.2 * DAY_MS,
        place: 'Kassa 3, Utrecht Centrum',
        measured: { value: 3, limit: 3 },
      },
    ],
    leftOut: null,
  };
}

/** Everything that the settings read, of a chain with a few stores; whoever is signed in is an admin everywhere. */
export function fillSettings(hub: FakeConsoleHub): void {
  hub.setRole('admin');
  const say = (route: string, body: unknown): void => hub.on(route, () => ({ status: 200, body }));
  say('GET /v1/places', PLACES);
  say('GET /v1/alert-rules', { rules: RULES });
  say('GET /v1/escalation-policies', { policies: POLICIES });
  say('GET /v1/people', PEOPLE);
  say('GET /v1/channels', { channels: CHANNELS });
  say('GET /v1/deliveries', { deliveries: DELIVERIES, before: null });
  say('GET /v1/holiday-regions', REGIONS);
  say(`GET /v1/rotas/${CENTRE}`, ROTA);
  say(`GET /v1/alert-rules/${shopId(51)}/versions`, {
    rules: [
      RULES[0],
      { ...RULES[0], version: 2, changedBy: null, condition: { kind: 'each-negative' } },
    ],
  });
  say('POST /v1/alert-rules/dry-run', dryRunReply());
}
