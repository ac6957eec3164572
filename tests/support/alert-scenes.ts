import type { Page } from '@playwright/test';
import type { Alert, AlertEntry } from '../../contract/protocol/alerts.ts';
import type { Delivery } from '../../contract/protocol/channels.ts';
import {
  acknowledgedAlert,
  alertId,
  makeAlert,
  resolvedAlert,
  snoozedAlert,
} from './alert-maker.ts';
import { live, MINUTE_MS, place } from './console-scene.ts';
import type { Scene } from './console-scene.ts';
import type { FakeConsoleHub } from './fake-console-hub.ts';

const HOUR_MS = 60 * MINUTE_MS;

const UTRECHT = place('c1', 'Utrecht Centrum');
const ZWOLLE = place('c2', 'Zwolle');
const SOUTH = place('c3', 'Regio Zuid, met een lange naam');

function minutesAgo(minutes: number): { openedAtMs: number; lastPressAtMs: number } {
  const atMs = Date.now() - minutes * MINUTE_MS;
  return { openedAtMs: atMs, lastPressAtMs: atMs };
}

/** The first alert of the board, of which everything is known. */
function cryForHelp(): Alert {
  return makeAlert(1, {
    touchpoint: place('01', 'Paskamers dames'),
    location: UTRECHT,
    presses: 3,
    comments: 1,
    helpAsked: { atMs: Date.now() - MINUTE_MS },
    ...minutesAgo(4),
  });
}

function fillBoard(hub: FakeConsoleHub): void {
  const now = Date.now();
  hub.tell(cryForHelp());
  hub.tell(
    makeAlert(2, {
      touchpoint: place('02', 'Zelfscan'),
      location: UTRECHT,
      state: 'escalated',
      level: 1,
      presses: 2,
      ...minutesAgo(12),
    }),
  );
  hub.tell(
    makeAlert(3, {
      touchpoint: place('03', 'Toiletten'),
      location: UTRECHT,
      kind: 'late',
      presses: 2,
      ...minutesAgo(95),
    }),
  );
  const taken = [
    ['Kassa 3', 'Sam Jansen', 11],
    ['Klantenservice', 'Anna de Vries', 42],
    ['Bakkerij', 'Mirjam van den Berg-Oosterhuis', 130],
  ] as const;
  for (const [index, [name, by, minutes]] of taken.entries()) {
    hub.tell(
      acknowledgedAlert(
        makeAlert(10 + index, {
          touchpoint: place(`1${index}`, name),
          location: UTRECHT,
          ...minutesAgo(minutes + 2),
        }),
        by,
        now - minutes * MINUTE_MS,
      ),
    );
  }
  hub.tell(
    snoozedAlert(
      makeAlert(20, {
        touchpoint: place('20', 'Parkeergarage'),
        location: UTRECHT,
        cause: 'score',
        presses: 0,
        measured: { value: 54, limit: 70 },
        ...minutesAgo(50),
      }),
      'Anna de Vries',
      now + 40 * MINUTE_MS,
    ),
  );
}

/** One alert by each kind of rule. */
function everyCause(): readonly Alert[] {
  const at = (number: number, name: string): Partial<Alert> => ({
    touchpoint: place(`3${number}`, name),
    location: UTRECHT,
    presses: 0,
    ...minutesAgo(3 * number + 1),
  });
  return [
    makeAlert(30, { ...at(0, 'Servicebalie'), cause: 'help', helpAsked: { atMs: Date.now() } }),
    makeAlert(31, {
      ...at(1, 'Kassa 1'),
      cause: 'count',
      presses: 12,
      measured: { value: 12, limit: 10 },
      contactLeft: { atMs: Date.now() - 5 * MINUTE_MS },
    }),
    makeAlert(32, { ...at(2, 'Restaurant'), cause: 'score', measured: { value: 48, limit: 65 } }),
    makeAlert(33, {
      ...at(3, 'Ingang'),
      cause: 'silent',
      measured: { value: 3 * HOUR_MS, limit: 2 * HOUR_MS },
    }),
    makeAlert(34, {
      ...at(4, 'Uitgang'),
      cause: 'offline',
      measured: { value: 16 * MINUTE_MS, limit: 15 * MINUTE_MS },
    }),
    makeAlert(35, {
      ...at(5, 'Slagerij'),
      cause: 'box-lost',
      measured: { value: 31 * MINUTE_MS, limit: 30 * MINUTE_MS },
      calledInStore: { atMs: Date.now() - 8 * MINUTE_MS },
      comments: 2,
    }),
  ];
}

function setPlaces(hub: FakeConsoleHub): void {
  const of = { hours: null, holidays: null };
  hub.about.setPlaces({
    locations: [
      { ...UTRECHT, parentId: null, ...of },
      { ...SOUTH, parentId: null, ...of },
      { ...ZWOLLE, parentId: SOUTH.id, ...of },
    ],
    touchpoints: [],
  });
}

function storyOf(alert: Alert): readonly AlertEntry[] {
  const entry = (
    number: number,
    minutes: number,
    by: string | null,
    what: AlertEntry['what'],
  ): AlertEntry => ({
    id: alertId(900 + number),
    atMs: alert.openedAtMs + minutes * MINUTE_MS,
    by,
    what,
  });
  return [
    entry(0, 0, null, { kind: 'opened' }),
    entry(1, 0.5, null, { kind: 'pressed', presses: 1 }),
    entry(2, 1, null, { kind: 'pressed', presses: 1 }),
    entry(3, 1.5, 'Sam Jansen', { kind: 'snoozed', untilMs: alert.openedAtMs + 16 * MINUTE_MS }),
    entry(4, 2, null, { kind: 'called-in-store', channel: 'lamp' }),
    entry(5, 3, null, { kind: 'help-asked' }),
    entry(6, 3, null, { kind: 'woken' }),
    entry(7, 3.5, 'Mirjam van den Berg-Oosterhuis', {
      kind: 'commented',
      text: 'Ik sta nog bij de kassa, kan iemand anders?\nHet gaat om paskamer 4.',
    }),
  ];
}

function messagesOf(alert: Alert): readonly Delivery[] {
  const message = (number: number, change: Partial<Delivery>): Delivery => ({
    id: alertId(800 + number),
    alertId: alert.id,
    reason: 'opened',
    level: 0,
    channel: 'push',
    to: 'Sam Jansen',
    state: 'sent',
    createdAtMs: alert.openedAtMs + number * 20_000,
    sentAtMs: alert.openedAtMs + number * 20_000 + 800,
    nextAtMs: null,
    attempts: [{ atMs: alert.openedAtMs, error: null, tookMs: 120 }],
    ...change,
  });
  return [
    message(4, { channel: 'slack', to: 'Utrecht, winkelvloer', reason: 'help-asked' }),
    message(3, { reason: 'help-asked', state: 'queued', sentAtMs: null }),
    message(2, {
      channel: 'email',
      to: 'Mirjam van den Berg-Oosterhuis',
      state: 'failed',
      sentAtMs: null,
      attempts: [
        {
          atMs: alert.openedAtMs,
          error: 'The mail server does not know this address.',
          tookMs: 300,
        },
      ],
    }),
    message(1, { channel: 'console', to: '3', level: 0 }),
    message(0, {}),
  ];
}

/** Alerts of some weeks, most of them over. */
function fillHistory(hub: FakeConsoleHub): void {
  const names = ['Kassa 1', 'Paskamers dames', 'Klantenservice', 'Toiletten', 'Zelfscan'];
  const people = ['Sam Jansen', 'Anna de Vries', null, 'Mirjam van den Berg-Oosterhuis'];
  const causes = ['negative', 'negative', 'offline', 'help', 'score'] as const;
  for (let number = 0; number < 70; number += 1) {
    const minutes = 20 + number * number * 9;
    const cause = causes[number % causes.length] ?? 'negative';
    hub.tell(
      resolvedAlert(
        makeAlert(200 + number, {
          touchpoint: place('40', names[number % names.length] ?? ''),
          location: number % 3 === 0 ? ZWOLLE : UTRECHT,
          cause,
          presses: cause === 'negative' ? 1 + (number % 4) : 0,
          kind: number % 11 === 5 ? 'late' : 'live',
          comments: number % 6 === 1 ? 2 : 0,
          ...minutesAgo(minutes),
        }),
        cause === 'offline' ? null : (people[number % people.length] ?? 'Sam Jansen'),
        Date.now() - (minutes - 8) * MINUTE_MS,
      ),
    );
  }
}

async function openAlert(
  page: Page,
  hub: FakeConsoleHub,
  alert: Alert,
  story = storyOf(alert),
): Promise<void> {
  hub.tell(alert);
  hub.about.setHistory(alert.id, story);
  hub.about.setDeliveries(messagesOf(alert));
  await page.goto(`${hub.url}/alerts/${alert.id}`);
  await live(page);
  await page.locator('.messages li').first().waitFor();
}

async function openHistory(page: Page, hub: FakeConsoleHub): Promise<void> {
  fillHistory(hub);
  setPlaces(hub);
  await page.goto(`${hub.url}/alerts/history`);
  await live(page);
  await page.locator('.history-row').nth(9).waitFor();
}

/** Every state of the pages about alerts. */
export const ALERT_SCENES: readonly Scene[] = [
  { name: 'empty', signIn: true, play: live },
  {
    name: 'board',
    signIn: true,
    async play(page, hub) {
      await live(page);
      fillBoard(hub);
      await page.getByRole('article').nth(6).waitFor();
    },
  },
  {
    name: 'board-causes',
    signIn: true,
    async play(page, hub) {
      everyCause().forEach(hub.tell);
      await live(page);
      await page.getByRole('article').nth(5).waitFor();
    },
  },
  {
    name: 'board-place',
    signIn: true,
    async play(page, hub) {
      setPlaces(hub);
      fillBoard(hub);
      hub.tell(makeAlert(40, { location: ZWOLLE, ...minutesAgo(2) }));
      await page.goto(`${hub.url}/alerts?place=${ZWOLLE.id}`);
      await live(page);
      await page.locator('.elsewhere').waitFor();
    },
  },
  {
    name: 'board-place-offline',
    signIn: true,
    async play(page, hub) {
      setPlaces(hub);
      fillBoard(hub);
      hub.tell(makeAlert(40, { location: ZWOLLE, ...minutesAgo(2) }));
      await page.goto(`${hub.url}/alerts?place=${ZWOLLE.id}`);
      await live(page);
      hub.setReachable(false);
      await page.locator('.offline').waitFor();
    },
  },
  {
    name: 'board-snooze',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await live(page);
      await page.locator('[data-key="snooze"]').first().click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'board-closed',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await live(page);
      await page.locator('.alert-card [data-key="resolve"]').first().click();
      await page.locator('.closed-note[data-shown="true"]').waitFor();
    },
  },
  {
    name: 'board-keys',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await live(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'board-analyst',
    signIn: true,
    async play(page, hub) {
      hub.setRole('analyst');
      fillBoard(hub);
      await page.reload();
      await live(page);
      await page.getByRole('article').nth(6).waitFor();
    },
  },
  {
    name: 'only-late',
    signIn: true,
    async play(page, hub) {
      await live(page);
      hub.tell(
        makeAlert(3, { touchpoint: place('03', 'Toiletten'), kind: 'late', ...minutesAgo(150) }),
      );
      await page.getByRole('article').first().waitFor();
    },
  },
  {
    name: 'not-taken',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await live(page);
      hub.refuseNextAction(503);
      await page.locator('[data-key="acknowledge"]').first().click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'offline',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await live(page);
      hub.setReachable(false);
      await page.locator('.offline').waitFor();
    },
  },
  {
    name: 'empty-offline',
    signIn: true,
    async play(page, hub) {
      await live(page);
      hub.setReachable(false);
      await page.locator('.offline').waitFor();
    },
  },
  {
    name: 'sound-blocked',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await page.reload();
      await live(page);
    },
  },
  {
    name: 'menu',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await live(page);
      await page.getByRole('button', { name: 'Menu', exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'alert',
    signIn: true,
    async play(page, hub) {
      hub.setRole('manager');
      await openAlert(page, hub, cryForHelp());
    },
  },
  {
    name: 'alert-end',
    signIn: true,
    async play(page, hub) {
      hub.setRole('manager');
      await openAlert(page, hub, cryForHelp());
      await page.locator('.messages').scrollIntoViewIfNeeded();
      await page.locator('.messages .quiet-button').first().click();
      await page.locator('.messages__again:not(:empty)').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'alert-handled',
    signIn: true,
    async play(page, hub) {
      await openAlert(page, hub, {
        ...acknowledgedAlert(cryForHelp(), 'Sam Jansen', Date.now() - MINUTE_MS),
        rule: place('70', 'Hulp bij de paskamers'),
      });
    },
  },
  {
    name: 'alert-resolved',
    signIn: true,
    async play(page, hub) {
      await openAlert(page, hub, resolvedAlert(cryForHelp(), 'Sam Jansen', Date.now()));
    },
  },
  {
    name: 'alert-begun-again',
    signIn: true,
    async play(page, hub) {
      const alert = cryForHelp();
      const told = (number: number, by: string | null, kind: 'resolved' | 'reopened') => ({
        id: alertId(920 + number),
        atMs: alert.openedAtMs + (4 + number) * MINUTE_MS,
        by,
        what: { kind },
      });
      await openAlert(page, hub, alert, [
        ...storyOf(alert),
        told(0, null, 'resolved'),
        told(1, null, 'reopened'),
        told(2, 'Sam Jansen', 'resolved'),
        told(3, 'Anna de Vries', 'reopened'),
      ]);
      await page.locator('.time-line li').last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'alert-gone',
    signIn: true,
    async play(page, hub) {
      await page.goto(`${hub.url}/alerts/${alertId(999)}`);
      await live(page);
      await page.locator('.heading--calm').waitFor();
    },
  },
  { name: 'history', signIn: true, play: openHistory },
  {
    name: 'history-all',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await openHistory(page, hub);
      await page.locator('.history__filter select').last().selectOption('all');
      await page.waitForURL('**state=all*');
      await page.locator('.history-row[data-state="acknowledged"]').first().waitFor();
    },
  },
  {
    name: 'history-filtered',
    signIn: true,
    async play(page, hub) {
      await openHistory(page, hub);
      await page.locator('.history__filter select').first().selectOption(ZWOLLE.id);
      await page.waitForURL('**place=**');
      await page.locator('.history__list[aria-busy="false"]').waitFor();
    },
  },
  {
    name: 'history-nothing-like-that',
    signIn: true,
    async play(page, hub) {
      await openHistory(page, hub);
      await page.locator('.history__filter select').last().selectOption('snoozed');
      await page.locator('.history__none').waitFor();
    },
  },
  {
    name: 'history-empty',
    signIn: true,
    async play(page, hub) {
      await page.goto(`${hub.url}/alerts/history`);
      await live(page);
      await page.locator('.history__none').waitFor();
    },
  },
  {
    name: 'wall',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      everyCause().slice(0, 2).forEach(hub.tell);
      await page.goto(`${hub.url}/alerts/wall`);
      await live(page);
      await page.locator('.wall-card').nth(3).waitFor();
    },
  },
  {
    name: 'wall-full',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      everyCause().forEach(hub.tell);
      await page.goto(`${hub.url}/alerts/wall`);
      await live(page);
      await page.locator('.wall-card').nth(5).waitFor();
    },
  },
  {
    name: 'wall-one',
    signIn: true,
    async play(page, hub) {
      hub.tell(cryForHelp());
      await page.goto(`${hub.url}/alerts/wall`);
      await live(page);
      await page.locator('.wall-card').waitFor();
    },
  },
  {
    name: 'wall-calm',
    signIn: true,
    async play(page, hub) {
      await page.goto(`${hub.url}/alerts/wall`);
      await live(page);
    },
  },
  {
    name: 'wall-offline',
    signIn: true,
    async play(page, hub) {
      fillBoard(hub);
      await page.goto(`${hub.url}/alerts/wall`);
      await live(page);
      hub.setReachable(false);
      await page.locator('.wall__offline').waitFor();
    },
  },
];
