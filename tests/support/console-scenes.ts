import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { ALERT_SCENES } from './alert-scenes.ts';
import { axeViolations } from './axe-violations.ts';
import type { Scene } from './console-scene.ts';
import { live, MINUTE_MS, place } from './console-scene.ts';
import { startFakeConsoleHub } from './fake-console-hub.ts';
import type { FakeConsoleHub, FleetEntry } from './fake-console-hub.ts';
import {
  fleetId,
  makeBalance,
  makeFleetTerminal,
  makeLedgerBook,
  makeParkedEvent,
} from './fleet-maker.ts';
import { SETTINGS_SCENES } from './settings-scenes.ts';

const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1440, height: 900 },
} as const;

export type Look = {
  size: keyof typeof SIZES;
  scheme: 'light' | 'dark';
  language: 'en' | 'nl';
};

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const DAY_MS = 24 * 60 * MINUTE_MS;

/** One of every kind of trouble. */
function brokenBoxes(): FleetEntry['terminal']['boxes'] {
  return [
    {
      state: 'live',
      boxId: 'GB-0042',
      driver: 'glimlach',
      firmware: '1.0.3',
      path: '/dev/ttyACM0',
      troubles: [
        { button: 2, kind: 'stuck' },
        { button: 0, kind: 'chatter' },
      ],
    },
    {
      state: 'searching',
      detail:
        'The port /dev/ttyUSB1 cannot be opened: permission denied. Add the user who runs the terminal to the group dialout.',
    },
    { state: 'stale', boxId: 'kassa 1', path: '/dev/ttyUSB0' },
  ];
}

/** A chain's terminals, all but the first five well. */
function someFleet(): FleetEntry[] {
  const now = Date.now();
  const at = (
    name: string,
    location: string,
  ): Pick<FleetEntry['terminal'], 'touchpoint' | 'location'> => ({
    touchpoint: place('01', name),
    location: place('02', location),
  });
  const seen = { lastSeenAtMs: now - 20_000, enrolledAtMs: now - 90 * DAY_MS };
  const lost = makeBalance({ stored: 18_204, unaccounted: 3 });
  const open = makeBalance({ stored: 1_980, queued: 4, parked: 2 });
  const broken: FleetEntry = {
    terminal: makeFleetTerminal(1, {
      ...seen,
      name: 'Terminal 7K2M',
      ...at('Paskamers dames', 'Utrecht Centrum'),
      balance: makeBalance({ stored: 20_184, queued: 4, parked: 2, unaccounted: 3 }),
      ledgers: 2,
      lostLedgers: 1,
      storage: 'outbox-only',
    }),
    books: [
      makeLedgerBook(2, { ...open, statedAtMs: now - 20_000 }),
      makeLedgerBook(1, {
        ...lost,
        state: 'lost',
        statedAtMs: now - 3 * DAY_MS,
        gaps: [
          { from: 18_001, through: 18_001 },
          { from: 18_206, through: 18_207 },
        ],
      }),
    ],
    parked: [
      makeParkedEvent(1_985, { receivedAtMs: now - 4 * MINUTE_MS }),
      makeParkedEvent(1_702, { reason: 'conflict', receivedAtMs: now - 2 * DAY_MS }),
    ],
  };
  const troubled: FleetEntry[] = [
    broken,
    {
      terminal: makeFleetTerminal(2, {
        ...seen,
        name: 'Terminal 9QXA',
        ...at('Kassa 3', 'Amersfoort'),
        balance: makeBalance({ stored: 4_411, parked: 1 }),
      }),
    },
    {
      terminal: makeFleetTerminal(3, {
        ...seen,
        name: 'Terminal B41R',
        ...at('Ingang', 'Bergen op Zoom, Winkelcentrum De Parade'),
        balance: makeBalance({ stored: 912 }),
        ledgers: 2,
        forkedLedgers: 1,
      }),
    },
    {
      terminal: makeFleetTerminal(5, {
        ...seen,
        name: 'Terminal E77P',
        ...at('Klantenservice', 'Den Haag'),
        balance: makeBalance({ stored: 2_318 }),
        boxes: brokenBoxes(),
      }),
    },
    {
      terminal: makeFleetTerminal(4, {
        ...seen,
        name: 'Terminal C03D',
        ...at('Uitgang', 'Zwolle'),
        lastSeenAtMs: now - 2 * DAY_MS,
        balance: makeBalance({ stored: 7_120, queued: 310 }),
        storage: 'full',
      }),
    },
  ];
  const calm = Array.from({ length: 60 }, (_, index): FleetEntry => {
    const number = 100 + index;
    return {
      terminal: makeFleetTerminal(number, {
        ...seen,
        name: `Terminal D${number}`,
        ...(index % 9 === 4 ? { touchpoint: null, location: null } : at('Kassa 1', 'Groningen')),
        balance: makeBalance({ stored: index * 731, queued: index % 7 === 0 ? 2 : 0 }),
      }),
      books: [makeLedgerBook(number, makeBalance({ stored: index * 731 }))],
    };
  });
  return [...troubled, ...calm];
}

/** Opens a page for somebody of IT, on a fleet. */
async function openFleet(
  page: Page,
  hub: FakeConsoleHub,
  path: string,
  fleet = someFleet(),
): Promise<void> {
  hub.setRole('it');
  hub.setFleet(fleet);
  await page.goto(`${hub.url}${path}`);
}

/** Every state of the console worth a picture. */
export const SCENES: readonly Scene[] = [
  { name: 'sign-in', signIn: false, play: async () => {} },
  {
    name: 'wrong-password',
    signIn: false,
    async play(page, hub) {
      await page.locator('input[name=email]').fill(hub.email);
      await page.locator('input[name=password]').fill('not this one');
      await page.locator('button[type=submit]').click();
      await page.locator('[data-shown=true]').waitFor();
    },
  },
  ...ALERT_SCENES,
  {
    name: 'fleet',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, '/terminals');
      await page.getByRole('article').nth(49).waitFor();
    },
  },
  {
    name: 'fleet-menu',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, '/terminals', someFleet().slice(5, 10));
      await page.getByRole('article').nth(4).waitFor();
      await page.getByRole('button', { name: 'Menu', exact: true }).click();
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'fleet-not-found',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, '/terminals');
      await page.getByRole('searchbox').fill('Ergens anders');
      await page.waitForURL('**/terminals?search=*');
      await page.locator('.fleet__list[hidden]').waitFor({ state: 'attached' });
    },
  },
  {
    name: 'fleet-none',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, '/terminals', []);
      await page.locator('.fleet__list').waitFor({ state: 'attached' });
    },
  },
  {
    name: 'fleet-stale',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, '/terminals');
      await page.getByRole('article').nth(49).waitFor();
      hub.setReachable(false);
      await page.evaluate(() =>
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
      );
      await page.locator('.offline').waitFor();
    },
  },
  {
    name: 'fleet-forbidden',
    signIn: true,
    async play(page, hub) {
      await page.goto(`${hub.url}/terminals`);
      await page.locator('.heading--calm').waitFor();
    },
  },
  {
    name: 'terminal',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, `/terminals/${fleetId(1)}`);
      await page.locator('.parked__event').nth(1).waitFor();
    },
  },
  {
    name: 'terminal-boxes',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, `/terminals/${fleetId(5)}`);
      await page.locator('.box-troubles').waitFor();
    },
  },
  {
    name: 'terminal-calm',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, `/terminals/${fleetId(103)}`);
      await page.locator('.facts').waitFor();
    },
  },
  {
    name: 'terminal-bytes',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, `/terminals/${fleetId(1)}`);
      await page.locator('.parked__event summary').first().click();
      await page.locator('pre').first().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'terminal-send-again',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, `/terminals/${fleetId(1)}`);
      await page.locator('.parked__ways button').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'terminal-asked',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, `/terminals/${fleetId(1)}`);
      await page.locator('.parked__ways button').first().click();
      await page.getByRole('dialog').locator('.button').click();
      await page.locator('.parked__asked:not(:empty)').waitFor();
    },
  },
  {
    name: 'terminal-unknown',
    signIn: true,
    async play(page, hub) {
      await openFleet(page, hub, `/terminals/${fleetId(999)}`);
      await page.locator('.fleet__again').waitFor();
    },
  },
  {
    name: 'session-ended',
    signIn: true,
    async play(page, hub) {
      await live(page);
      hub.endSessions();
      await page.locator('input[name=email]').waitFor();
    },
  },
  ...SETTINGS_SCENES,
];

const pages = fileURLToPath(new URL('../../dist/console/', import.meta.url));

/**
 * Plays a scene on a fake hub, and answers everything that is wrong with it: accessibility (axe), what the page's
 * policy refused, errors, requests to other hosts, a page wider than the screen. Needs `dist/console/`.
 *
 * @param folder where to leave the picture; null takes none.
 */
export async function inspectScene(
  browser: Browser,
  scene: Scene,
  look: Look,
  folder: string | null,
): Promise<readonly string[]> {
  const name = [scene.name, look.size, look.scheme, look.language].join('-');
  const findings: string[] = [];
  const hub = await startFakeConsoleHub(pages);
  const context = await browser.newContext({
    viewport: SIZES[look.size],
    colorScheme: look.scheme,
    locale: look.language === 'nl' ? 'nl-NL' : 'en-GB',
    timezoneId: 'Europe/Amsterdam',
    hasTouch: look.size === 'phone',
    deviceScaleFactor: look.size === 'phone' ? 2 : 1,
  });
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => findings.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself notes failed requests, which some scenes are about.
      if (
        ['error', 'warning'].includes(message.type()) &&
        !message.text().startsWith('Failed to load')
      ) {
        findings.push(`${name}: ${message.text()}`);
      }
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(hub.url)) {
        findings.push(`${name}: asked another host for ${request.url()}`);
      }
    });
    await page.goto(`${hub.url}/`);
    if (scene.signIn) {
      await page.locator('input[name=email]').fill(hub.email);
      await page.locator('input[name=password]').fill(hub.password);
      await page.locator('button[type=submit]').click();
      await page.waitForURL('**/alerts');
    } else {
      await page.waitForURL('**/sign-in');
    }
    await scene.play(page, hub);
    await page.evaluate(async () => {
      await Promise.all(
        document
          .getAnimations()
          .filter((animation) => animation.effect?.getTiming().iterations !== Infinity)
          .map(async (animation) => animation.finished.catch(() => null)),
      );
    });
    if (folder !== null) {
      await page.screenshot({ path: join(folder, `${name}.png`) });
    }
    for (const violation of await axeViolations(page, AXE_TAGS)) {
      findings.push(
        `${name}: axe ${violation.id}: ${violation.nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join(' | ')}`,
      );
    }
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) {
      findings.push(`${name}: ${overflow} px too wide`);
    }
  } finally {
    await context.close();
    await hub.stop();
  }
  return findings;
}
