import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { BrowserContext, JSHandle } from '@playwright/test';
import { build } from 'vite';
import { EnrolmentReply } from '../../../contract/protocol/enrolment.ts';
import { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import { projectRoot } from '../../../build/project-root.ts';
import type { HubProcess } from '../../support/hub-process.ts';
import { inOwnProfile } from './browser-profile.ts';
import { installDrainProbe } from './drain-probe.ts';
import type { OutboxPage } from './outbox-page.ts';
import { queuedPresses, type QueuedPress } from './queued-presses.ts';
import type { EventContext } from '../../../contract/feedback-event.ts';

export type KioskDrain = {
  readonly elapsedMs: number;
  readonly longestBlockMs: number;
};

const OUTBOX_DATABASE: string = 'glimlach-outbox';
/** How many events go to a page at once. */
const CHUNK = 5_000;
/** More than this, and a millisecond an event, no drain takes. */
const SLOWEST_MS = 30_000;
/** The outbox has nothing more to write when it wrote nothing for this long. */
const QUIET_MS = 2_000;

/**
 * The browser kiosk as it is built, in a Chromium with a profile of its own on the disk: enrolled, filled with presses
 * by its own outbox, started without a network, and given it back.
 */
export async function drainKiosk(hub: HubProcess, count: number): Promise<KioskDrain> {
  return inOwnProfile('drain', async (context) => {
    const inForce = await enrol(context, hub);
    const presses = queuedPresses({ count, context: inForce, untilMs: Date.now(), randomBytes });
    await withOutbox(context, hub, async (outbox) => {
      for (const chunk of chunksOf(presses)) {
        await outbox.evaluate((box, bodies) => box.add(bodies), chunk);
      }
    });
    const drain = await drainOnline(context, hub, count);
    await withOutbox(context, hub, async (outbox) => {
      const queued = await outbox.evaluate((box) => box.queued());
      if (queued > 0) {
        throw new Error(`The kiosk left ${queued} of ${count} events unsent.`);
      }
    });
    return drain;
  });
}

/** The first start of the kiosk: it gets its identity, its configuration and its service worker. */
async function enrol(context: BrowserContext, hub: HubProcess): Promise<EventContext> {
  const page = await context.newPage();
  const enrolled = page.waitForResponse('**/v1/enrolments');
  const configured = page.waitForResponse('**/v1/terminal/config');
  await page.goto(`${hub.url}/kiosk/#enrol=${hub.demo.enrolmentKey}`);
  const { terminalId } = EnrolmentReply.parse(await (await enrolled).json());
  const { version, touchpoint, questionnaire } = TerminalConfiguration.parse(
    await (await configured).json(),
  );
  await page.locator('[data-screen=start]').waitFor();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.close();
  return {
    terminalId,
    touchpointId: touchpoint?.id ?? null,
    questionnaire:
      questionnaire === null ? null : { id: questionnaire.id, version: questionnaire.version },
    configurationVersion: version,
    language: 'nl',
  };
}

/** Opens the kiosk's outbox by the kiosk's own code on a page beside it; no kiosk may be open. */
async function withOutbox(
  context: BrowserContext,
  hub: HubProcess,
  use: (outbox: JSHandle<OutboxPage>) => Promise<void>,
): Promise<void> {
  const address = `${hub.url}/bench-outbox`;
  const page = await context.newPage();
  await page.route(address, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  await page.goto(address);
  await page.addScriptTag({ type: 'module', content: await outboxPageScript() });
  await use(await page.waitForFunction(() => window.outboxPage));
  await page.close();
}

let script: Promise<string> | undefined;

function outboxPageScript(): Promise<string> {
  script ??= bundle('tests/bench/link/outbox-page.ts');
  return script;
}

async function bundle(entry: string): Promise<string> {
  const output = await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      lib: { entry: path.join(projectRoot, entry), formats: ['es'], fileName: 'page' },
      // The page has no other files.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [first] = Array.isArray(output) ? output : [output];
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
  if (chunk === undefined) {
    throw new Error(`Vite made nothing of ${entry}.`);
  }
  return chunk.code;
}

async function drainOnline(
  context: BrowserContext,
  hub: HubProcess,
  count: number,
): Promise<KioskDrain> {
  await context.setOffline(true);
  const page = await context.newPage();
  await page.addInitScript(installDrainProbe, OUTBOX_DATABASE);
  await page.goto(`${hub.url}/kiosk/`);
  await page.locator('[data-screen=start]').waitFor();
  // The start is over and sending has failed once: what comes now is the drain alone.
  await page.waitForTimeout(1_000);
  await context.setOffline(false);
  const handle = await page.waitForFunction(
    (quietMs) => {
      const reading = window.readDrain();
      return reading.elapsedMs !== null && reading.quietMs > quietMs
        ? { elapsedMs: reading.elapsedMs, longestBlockMs: reading.longestBlockMs }
        : null;
    },
    QUIET_MS,
    { polling: 250, timeout: SLOWEST_MS + count },
  );
  const drain = await handle.jsonValue();
  await page.close();
  if (drain === null) {
    throw new Error('The kiosk sent nothing although it was online.');
  }
  return drain;
}

function* chunksOf(presses: readonly QueuedPress[]): Generator<QueuedPress['body'][]> {
  for (let from = 0; from < presses.length; from += CHUNK) {
    yield presses.slice(from, from + CHUNK).map(({ body }) => body);
  }
}
