import path from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
} from '@playwright/test';
import { Client } from 'pg';
import {
  AlertedLocallyEvent,
  FeedbackEvent,
  type StepOutcome,
} from '../../contract/feedback-event.ts';
import { newVirtualBox } from '../../hardware/node/virtual-box/virtual-box.ts';
import { launchChromium } from './chromium.ts';
import { findFreePort } from '../../hub/database/free-port.ts';
import { type HubProcess, startHubProcess } from './hub-process.ts';
import { journeyCluster } from './journey-cluster.ts';
import { launchPackagedKiosk, type PackagedKiosk } from './packaged-kiosk.ts';
import { makeOwnDatabase } from './own-database.ts';
import { type PluggedBox, plugInBox } from './plugged-box.ts';
import { openPtyPair, type SerialPty } from './serial-pty.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A press as the hub's database holds it. */
export type StoredPress = {
  /** Of its ledger, leaving out what was alerted inside the store, as happens whenever a hub is away for long enough. */
  readonly number: number;
  readonly rating: string;
  readonly source: string;
};

/** How a visitor left a step; null where the next one ended it. */
export type StoredAnswer = { readonly step: string; readonly outcome: StepOutcome | null };

/** Buttons of the demonstration's box. */
export const BUTTON = { green: 0, yellow: 1, red: 2 } as const;

/** A shop: a database, a hub, a serial line with a button box, and as many kiosks and consoles as a test opens. */
export type Journey = AsyncDisposable & {
  readonly hubUrl: string;
  readonly terminalDir: string;
  readonly box: PluggedBox;
  readonly serial: SerialPty;
  readonly hub: () => HubProcess;
  stopHub(): Promise<void>;
  startHub(): Promise<void>;
  /** The packaged terminal on the serial line, enrolled to the demonstration's touchpoint. */
  startKiosk(): Promise<PackagedKiosk>;
  /** A browser of its own, signed in at the console and showing the live board. */
  openConsole(): Promise<Page>;
  /** A browser of its own: nothing is shared with the others. */
  openBrowser(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Every press the hub holds, in the order of their numbers. */
  storedPresses(): Promise<readonly StoredPress[]>;
  /** The types of all that follows presses at the hub, in the order of their numbers. */
  storedFlows(): Promise<readonly string[]>;
  /** How visitors left their steps, in the order of their numbers. */
  storedAnswers(): Promise<readonly StoredAnswer[]>;
  /** What was alerted inside the store, in the order of their numbers. */
  alertedLocally(): Promise<readonly Pick<AlertedLocallyEvent, 'pressId' | 'channel'>[]>;
  openAlerts(): Promise<number>;
  /** How often staff said at a box that they are coming. */
  staffAnswers(): Promise<number>;
};

export type JourneyOptions = {
  /** How many the box has; the first three have a meaning. */
  readonly buttons?: number;
  /** `plain` asks three faces only; `demonstration` asks on. */
  readonly shop?: 'plain' | 'demonstration';
  /** Beside what every hub of a journey is told. */
  readonly hubEnv?: Readonly<Record<string, string>>;
};

/** A press is thanked, and in a plain shop nothing follows it until the test publishes something else. */
export async function startJourney(options: JourneyOptions = {}): Promise<Journey> {
  const cleanUp = new AsyncDisposableStack();
  try {
    return await assemble(cleanUp, options);
  } catch (error) {
    await cleanUp.disposeAsync();
    throw error;
  }
}

async function assemble(
  cleanUp: AsyncDisposableStack,
  { buttons = 3, shop = 'plain', hubEnv = {} }: JourneyOptions,
): Promise<Journey> {
  const folder = await temporaryFolder('journey');
  cleanUp.defer(() => folder.remove());
  const { url: databaseUrl } = await makeOwnDatabase(await journeyCluster(cleanUp), 'journey');

  const port = await findFreePort();
  const start = (): Promise<HubProcess> =>
    startHubProcess({
      dataDir: path.join(folder.path, 'hub'),
      port,
      databaseUrl,
      shop,
      env: hubEnv,
    });
  let hub = await start();
  const { demo, url: hubUrl } = hub;
  cleanUp.defer(() => hub.kill9());

  const serial = cleanUp.use(await openPtyPair());
  const box = cleanUp.use(await plugInBox(serial.boxPath, newVirtualBox('GB-TEST', 1, buttons)));
  let browser: Browser | null = null;
  cleanUp.defer(async () => browser?.close());

  async function openBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    browser ??= await launchChromium();
    const context = await browser.newContext(options);
    cleanUp.defer(() => context.close());
    return context;
  }

  async function query<Row>(text: string): Promise<Row[]> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query(text)).rows as Row[];
    } finally {
      await client.end();
    }
  }

  async function count(rows: string): Promise<number> {
    const [row] = await query<{ count: string }>(`select count(*) ${rows}`);
    return Number(row?.count);
  }

  const terminalDir = path.join(folder.path, 'terminal');
  return {
    hubUrl,
    terminalDir,
    box,
    serial,
    hub: () => hub,
    stopHub: () => hub.stop(),
    async startHub() {
      hub = await start();
    },
    async startKiosk() {
      const greetedBefore = box.greetings();
      const kiosk = await launchPackagedKiosk({
        terminalDir,
        hubUrl,
        enrolmentKey: demo.enrolmentKey,
        serialPath: serial.terminalPath,
      });
      cleanUp.defer(() => kiosk.kill9());
      await expect(
        kiosk.window.locator('#kiosk > [data-screen=start]'),
        kiosk.output(),
      ).toBeVisible();
      await expect.poll(() => box.greetings()).toBeGreaterThan(greetedBefore);
      return kiosk;
    },
    async openConsole() {
      const context = await openBrowser();
      const page = await context.newPage();
      await page.goto(hubUrl);
      await page.getByLabel('E-mail').fill(demo.email);
      await page.getByLabel('Password', { exact: true }).fill(demo.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText('Live', { exact: true })).toBeVisible();
      return page;
    },
    openBrowser,
    async storedPresses() {
      const rows = await query<{ number: string; rating: string; source: string }>(
        `select e.number - count(alerted) as number, e.rating, e.source
         from app.events e left join app.events alerted
           on alerted.ledger_id = e.ledger_id and alerted.number < e.number and alerted.type = 'alerted-locally'
         where e.type = 'pressed' group by e.organization_id, e.id, e.number, e.rating, e.source
         order by e.number, e.id`,
      );
      return rows.map(({ number, rating, source }) => ({ number: Number(number), rating, source }));
    },
    async storedFlows() {
      const rows = await query<{ type: string }>(
        `select type from app.events where type in ('sealed', 'answered', 'abandoned') order by number, id`,
      );
      return rows.map(({ type }) => type);
    },
    async storedAnswers() {
      const rows = await query<{ body: string }>(
        `select body from app.events where type in ('answered', 'abandoned') order by number, id`,
      );
      return rows.map(({ body }) => {
        const event = FeedbackEvent.parse(JSON.parse(body));
        return event.type === 'answered'
          ? { step: event.step, outcome: event.outcome }
          : { step: event.type === 'abandoned' ? event.step : '', outcome: null };
      });
    },
    async alertedLocally() {
      const rows = await query<{ body: string }>(
        `select body from app.events where type = 'alerted-locally' order by number, id`,
      );
      return rows.map(({ body }) => {
        const { pressId, channel } = AlertedLocallyEvent.parse(JSON.parse(body));
        return { pressId, channel };
      });
    },
    openAlerts: () => count('from app.alerts where acknowledged_at_ms is null'),
    staffAnswers: () => count(`from app.events where type = 'acknowledged-in-store'`),
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}
