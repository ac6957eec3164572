import { describe, expect, inject, it } from 'vitest';
import { findFreePort } from '../../../hub/database/free-port.ts';
import { until } from '../../faults/until.ts';
import { startHubProcess, type HubProcess } from '../../support/hub-process.ts';
import { startMessageReceiver, type MessageReceiver } from '../../support/message-receiver.ts';
import { makeOwnDatabase } from '../../support/own-database.ts';
import { killTree, processTree } from '../../support/process-tree.ts';
import { addTestChannel, readLog } from '../../support/test-channel.ts';
import { signInTestPerson } from '../../support/test-person.ts';
import { enrolTestTerminal } from '../../support/test-terminal.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const LIMIT_MS = 90_000;
/** Until another hub, or the same one anew, takes up what one that was killed had begun. */
const TAKEN_UP_WITHIN_MS = 45_000;
const TERMINALS = 5;
const ENV = { GLIMLACH_PRIVATE_DESTINATIONS: '127.0.0.1' };

/** Two channels and whatever hubs a test starts; gone when it ends. */
type Site = {
  readonly slack: MessageReceiver;
  readonly webhook: MessageReceiver;
  startHub(databaseUrl?: string): Promise<HubProcess>;
  /** SIGKILL to it and to a database that it started itself. */
  killHub(hub: HubProcess): Promise<void>;
  /** Starts a hub that was killed anew, with its address and its data. */
  startAgain(hub: HubProcess): Promise<HubProcess>;
  close(): Promise<void>;
};

async function openSite(): Promise<Site> {
  const folder = await temporaryFolder('hub');
  const [slack, webhook] = [await startMessageReceiver(), await startMessageReceiver()];
  const running = new Set<HubProcess>();

  async function start(port: number, databaseUrl?: string): Promise<HubProcess> {
    const hub = await startHubProcess({
      dataDir: folder.path,
      port,
      env: ENV,
      ...(databaseUrl === undefined ? {} : { databaseUrl }),
    });
    running.add(hub);
    return hub;
  }

  return {
    slack,
    webhook,
    startHub: async (databaseUrl) => start(await findFreePort(), databaseUrl),
    async killHub(hub) {
      running.delete(hub);
      await hub.kill9();
    },
    startAgain: (hub) => start(Number(new URL(hub.url).port)),
    async close() {
      await Promise.all([...running].map((hub) => hub.stop()));
      await Promise.all([slack.stop(), webhook.stop()]);
      await folder.remove();
    },
  };
}

async function openChannels({ slack, webhook }: Site, hub: HubProcess): Promise<void> {
  const admin = await signInTestPerson(hub.url, hub.demo);
  await addTestChannel(admin, slack.url, { kind: 'slack' });
  await addTestChannel(admin, webhook.url, { kind: 'webhook' });
}

/** A red press at each of several terminals that stand nowhere, so each is an alert; resolves once the last is stored. */
async function pressEverywhere(hub: HubProcess): Promise<void> {
  const kiosks = [];
  for (let count = 0; count < TERMINALS; count += 1) {
    kiosks.push(await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { touchpointId: null }));
  }
  await Promise.all(kiosks.map((kiosk) => kiosk.token()));
  await Promise.all(kiosks.map((kiosk) => kiosk.send(kiosk.batch([kiosk.press('negative')]))));
}

/** Every alert's message by both channels is sent, as the log has it. */
async function untilAllSent(hub: HubProcess): Promise<void> {
  await until('every message is sent', TAKEN_UP_WITHIN_MS, async () => {
    const admin = await signInTestPerson(hub.url, hub.demo);
    const log = await readLog(admin, '?limit=200');
    const [ofSlack, ofWebhook] = ['slack', 'webhook'].map((kind) =>
      log.filter(({ channel, state }) => channel === kind && state === 'sent'),
    );
    return ofSlack?.length === TERMINALS && ofWebhook?.length === TERMINALS ? log : null;
  });
}

/** What the webhook heard of: so many alerts, by so many ids. */
function heardBy({ received }: MessageReceiver): { alerts: number; ids: number } {
  const alertIds = received.map(
    ({ body }) => (JSON.parse(body) as { data: { alert: { id: string } } }).data.alert.id,
  );
  return {
    alerts: new Set(alertIds).size,
    ids: new Set(received.map(({ headers }) => headers['webhook-id'])).size,
  };
}

const ONCE_EACH = { alerts: TERMINALS, ids: TERMINALS };

describe.concurrent('Every message goes out', () => {
  it(
    'when the power fails right after the presses are stored, and in the middle of sending',
    async ({ onTestFinished }) => {
      const site = await openSite();
      onTestFinished(() => site.close());
      const hub = await site.startHub();
      await openChannels(site, hub);
      site.webhook.answer(null);
      await pressEverywhere(hub);
      await site.killHub(hub);
      const before = site.webhook.received.length;
      site.webhook.answer({ status: 200 });
      await untilAllSent(await site.startAgain(hub));
      // What was on its way came twice, by the same id.
      expect(heardBy(site.webhook)).toEqual(ONCE_EACH);
      expect(site.webhook.received.length).toBeLessThanOrEqual(before + TERMINALS);
      expect(site.slack.received.length).toBeGreaterThanOrEqual(TERMINALS);
    },
    LIMIT_MS,
  );

  it(
    'when a hub is killed and another one is left',
    async ({ onTestFinished }) => {
      const database = await makeOwnDatabase(inject('clusterUrl'), 'faults');
      onTestFinished(() => database.drop());
      const site = await openSite();
      onTestFinished(() => site.close());
      const hub = await site.startHub(database.url);
      await openChannels(site, hub);
      site.webhook.answer(null);
      await pressEverywhere(hub);
      await site.webhook.until(1);
      const other = await site.startHub(database.url);
      await site.killHub(hub);
      site.webhook.answer({ status: 200 });
      await untilAllSent(other);
      expect(heardBy(site.webhook)).toEqual(ONCE_EACH);
    },
    LIMIT_MS,
  );

  it(
    'when PostgreSQL is killed in the middle of sending',
    async ({ onTestFinished }) => {
      const site = await openSite();
      onTestFinished(() => site.close());
      const hub = await site.startHub();
      await openChannels(site, hub);
      site.webhook.answer(null);
      await pressEverywhere(hub);
      await site.webhook.until(1);
      for (const child of processTree(hub.pid).slice(1)) {
        await killTree(child);
      }
      site.webhook.answer({ status: 200 });
      await untilAllSent(hub);
      expect(heardBy(site.webhook)).toEqual(ONCE_EACH);
    },
    LIMIT_MS,
  );
});
