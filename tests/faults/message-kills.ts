import { setTimeout as delay } from 'node:timers/promises';
import { startMessageReceiver, type MessageReceiver } from '../support/message-receiver.ts';
import { addTestChannel } from '../support/test-channel.ts';
import { signInTestPerson } from '../support/test-person.ts';
import { enrolTestTerminal } from '../support/test-terminal.ts';
import type { Check } from './check.ts';
import type { HubSite } from './hub-site.ts';
import type { Scenario } from './scenarios.ts';
import { seededRandom } from './seeded-random.ts';
import { until } from './until.ts';

/** From the stored press on, in milliseconds: before it is planned, while it is sent, and after. */
const LATEST_KILL_MS = 400;
const STORED_WITHIN_MS = 60_000;
const SENT_WITHIN_MS = 180_000;

/** The hub or its database is killed after each of many red presses: every message goes out, once by its id. */
export function messageKills(kills: number, seed: number): Scenario {
  return { name: 'message kills', run: ({ hub }) => killAgainAndAgain(hub, kills, seed) };
}

async function killAgainAndAgain(
  hub: HubSite,
  kills: number,
  seed: number,
): Promise<readonly Check[]> {
  const random = seededRandom(seed);
  const [slack, webhook] = [await startMessageReceiver(), await startMessageReceiver()];
  try {
    const admin = await signInTestPerson(hub.url, hub.demo);
    await addTestChannel(admin, slack.url, { kind: 'slack' });
    await addTestChannel(admin, webhook.url);
    for (let kill = 0; kill < kills; kill += 1) {
      // One that stands nowhere: each of its presses is an alert of its own terminal.
      const kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, {
        touchpointId: null,
      });
      const batch = kiosk.batch([kiosk.press('negative')]);
      await until('a press is stored', STORED_WITHIN_MS, () => kiosk.send(batch));
      await delay(random.between(0, LATEST_KILL_MS));
      await random.pick([() => hub.kill(), () => hub.killDatabase(true)])();
    }
    const alertIds = await until('every message is sent', SENT_WITHIN_MS, async () => {
      const rows = await hub.query<{ alert_id: string; sent: number }>(
        `select a.alert_id, (select count(*)::int from app.deliveries d where d.alert_id = a.alert_id
           and d.state = 'sent' and d.channel in ('slack', 'webhook')) as sent
         from app.alerts a`,
      );
      return rows.length === kills && rows.every(({ sent }) => sent === 2)
        ? rows.map(({ alert_id: alertId }) => alertId)
        : null;
    });
    return checksOf(alertIds, slack, webhook);
  } finally {
    await Promise.all([slack.stop(), webhook.stop()]);
  }
}

function checksOf(
  alertIds: readonly string[],
  slack: MessageReceiver,
  webhook: MessageReceiver,
): readonly Check[] {
  const idsOf = new Map<string, Set<unknown>>();
  for (const { body, headers } of webhook.received) {
    const { data } = JSON.parse(body) as { data: { alert: { id: string } } };
    const ids = idsOf.get(data.alert.id) ?? new Set();
    idsOf.set(data.alert.id, ids.add(headers['webhook-id']));
  }
  const count = alertIds.length;
  return [
    {
      claim: `a webhook heard of each of ${count} alerts (${webhook.received.length - count} came twice)`,
      against: alertIds.filter((alertId) => !idsOf.has(alertId)),
    },
    {
      claim: 'what it heard twice came by one id',
      against: [...idsOf].flatMap(([alertId, ids]) =>
        ids.size === 1 ? [] : [`alert ${alertId} came by ${ids.size} ids`],
      ),
    },
    {
      claim: `Slack heard of each (${slack.received.length - count} came twice)`,
      against: alertIds.filter(
        (alertId) => !slack.received.some(({ body }) => body.includes(alertId)),
      ),
    },
  ];
}
