import { Client } from 'pg';
import type { Alert } from '../../contract/protocol/alerts.ts';
import type { TestHub } from './hub.ts';
import { openOwnTouchpoint, placeTestTerminal } from './own-touchpoint.ts';
import { signInTestPerson, type TestPerson } from './test-person.ts';
import type { Made, TestTerminal } from './test-terminal.ts';

/** Who heard of an alert on one occasion, by e-mail. */
export type Told = {
  /** Of the hub's clock, to the minute, such as `2031-01-03T16:57Z`. */
  readonly at: string;
  readonly reason: string;
  readonly level: number;
  readonly people: readonly string[];
  /** Of those people, in whose quiet hours it is held. */
  readonly held: readonly string[];
};

/** The time of a hub's alerts, as a test lets it pass. */
export type AlertTime = {
  /** Moves the clock there, a minute or more, and resolves once everything has happened that is due by then. */
  readonly passTo: (moment: string) => Promise<void>;
  /** Sends events that raise an alert at the terminal's touchpoint; resolves once those who hear of it are found. */
  raise(terminal: TestTerminal, ...events: Made[]): Promise<string>;
  /** Everything told of an alert so far, oldest first. */
  told(alertId: string): Promise<Told[]>;
  stop(): Promise<void>;
};

const LATE_MS = 180_000;

/**
 * @param hub with an `alertClockMs` and a mail server.
 * @param startsAt where its clock begins; later than now.
 */
export async function startAlertTime(hub: TestHub, startsAt: string): Promise<AlertTime> {
  const moveTo = (moment: string): void => hub.clock.moveBy(Date.parse(moment) - hub.clock.now());
  moveTo(startsAt);
  const person = await signInTestPerson(hub.url, hub.demo);
  const stream = await person.stream();
  const plans = await listenForPlans(hub);
  const marker = await raiseMarker(hub, person);
  moveTo(startsAt);

  async function until(isIt: (alert: Alert) => boolean): Promise<void> {
    for (;;) {
      const { alert } = await stream.next();
      if (isIt(alert)) {
        return;
      }
    }
  }

  return {
    async passTo(moment) {
      // Whatever else is due is so earlier, and the hub takes it in that order: when the marker wakes, all is done.
      const forMs = Date.parse(moment) - hub.clock.now();
      const reply = await person.post(`/v1/alerts/${marker}/snooze`, { forMs });
      if (reply.status !== 200) {
        throw new Error(`The marker was not snoozed: ${await reply.text()}`);
      }
      await until(({ id, state }) => id === marker && state === 'snoozed');
      moveTo(moment);
      await until(({ id, state }) => id === marker && state === 'open');
    },
    async raise(terminal, ...events) {
      await terminal.send(terminal.batch(events));
      const [row] = await hub.query<{ alert_id: string }>(
        `select alert_id from app.alert_presses where press_id = any($1::uuid[])`,
        [events.map(({ id, event }) => ('pressId' in event ? event.pressId : id))],
      );
      const alertId = row?.alert_id ?? '';
      await plans.until(alertId);
      return alertId;
    },
    async told(alertId) {
      return hub.query<Told>(
        `select to_char(to_timestamp(min(created_at_ms) / 1000) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as at,
           reason, level,
           coalesce(array_agg(to_name order by to_name) filter (where channel = 'email'), '{}') as people,
           coalesce(array_agg(to_name order by to_name) filter (where channel = 'email' and state = 'held'), '{}') as held
         from app.deliveries where alert_id = $1 group by occasion, reason, level order by min(created_at_ms)`,
        [alertId],
      );
    },
    async stop() {
      stream.close();
      await stream.ended();
      await plans.stop();
    },
  };
}

/** An alert of a late press: nobody is told of it, so time does nothing to it but to wake it. */
async function raiseMarker(hub: TestHub, person: TestPerson): Promise<string> {
  const terminal = await placeTestTerminal(hub, await openOwnTouchpoint(hub));
  const press = terminal.press('negative');
  hub.clock.moveBy(LATE_MS);
  await terminal.send(terminal.batch([press]));
  const { alerts } = await person.alerts('?limit=200');
  return alerts.find((alert) => alert.terminal?.id === terminal.terminalId)?.id ?? '';
}

/** Hears, as consoles do, of every plan whom to tell. */
async function listenForPlans(
  hub: TestHub,
): Promise<{ until(alertId: string): Promise<void>; stop(): Promise<void> }> {
  const client = new Client({ connectionString: hub.databaseUrl });
  await client.connect();
  let heard: () => void = () => undefined;
  client.on('notification', () => heard());
  await client.query('listen glimlach_consoles');
  return {
    async until(alertId) {
      for (;;) {
        const next = new Promise<void>((resolve) => {
          heard = resolve;
        });
        const planned = await hub.query('select from app.deliveries where alert_id = $1', [
          alertId,
        ]);
        if (planned.length > 0) {
          return;
        }
        await next;
      }
    },
    stop: () => client.end(),
  };
}
