import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { acknowledgedAlert, makeAlert } from './alert-maker.ts';
import { startFakeConsoleHub } from './fake-console-hub.ts';
import type { FakeConsoleHub } from './fake-console-hub.ts';

const SIZES = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1440, height: 900 },
} as const;

export type Look = {
  size: keyof typeof SIZES;
  scheme: 'light' | 'dark';
  language: 'en' | 'nl';
};

export type Scene = {
  name: string;
  signIn: boolean;
  play: (page: Page, hub: FakeConsoleHub) => Promise<void>;
};

const MINUTE_MS = 60_000;

function place(id: string, name: string): { id: string; name: string } {
  return { id: `0195c0de-0000-7000-8000-0000000000${id}`, name };
}

function fillBoard(hub: FakeConsoleHub): void {
  const now = Date.now();
  const at = (minutes: number): { openedAtMs: number; lastPressAtMs: number } => ({
    openedAtMs: now - minutes * MINUTE_MS,
    lastPressAtMs: now - minutes * MINUTE_MS,
  });
  hub.tell(makeAlert(1, { touchpoint: place('01', 'Paskamers dames'), presses: 3, ...at(4) }));
  hub.tell(makeAlert(2, { touchpoint: place('02', 'Zelfscan'), ...at(0.3) }));
  hub.tell(
    makeAlert(3, { touchpoint: place('03', 'Toiletten'), kind: 'late', presses: 2, ...at(95) }),
  );
  const taken = [
    ['Kassa 3', 'Sam Jansen', 11],
    ['Klantenservice', 'Anna de Vries', 42],
    ['Bakkerij', 'Mirjam van den Berg-Oosterhuis', 130],
  ] as const;
  for (const [index, [name, by, minutes]] of taken.entries()) {
    hub.tell(
      acknowledgedAlert(
        makeAlert(10 + index, { touchpoint: place(`1${index}`, name), ...at(minutes + 2) }),
        by,
        now - minutes * MINUTE_MS,
      ),
    );
  }
}

const live = (page: Page): Promise<void> => page.locator('[data-connection="live"]').waitFor();

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
  { name: 'empty', signIn: true, play: live },
  {
    name: 'board',
    signIn: true,
    async play(page, hub) {
      await live(page);
      fillBoard(hub);
      await page.getByRole('article').nth(5).waitFor();
    },
  },
  {
    name: 'only-late',
    signIn: true,
    async play(page, hub) {
      await live(page);
      hub.tell(
        makeAlert(3, {
          touchpoint: place('03', 'Toiletten'),
          kind: 'late',
          openedAtMs: Date.now() - 9e6,
        }),
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
      hub.refuseNextAcknowledgement(503);
      await page.locator('[data-acknowledge]').first().click();
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
    name: 'session-ended',
    signIn: true,
    async play(page, hub) {
      await live(page);
      hub.endSessions();
      await page.locator('input[name=email]').waitFor();
    },
  },
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
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    for (const violation of violations) {
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
