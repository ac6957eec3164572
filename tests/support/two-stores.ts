import type { Role } from '../../contract/protocol/me.ts';
import type { TestHub } from './hub.ts';
import { placeTestTerminal } from './own-touchpoint.ts';
import { signInTestPerson, type TestPerson } from './test-person.ts';
import { newEventId, type Made, type TestTerminal } from './test-terminal.ts';

/** A store with something of everything that belongs to one; whatever is its own has its name in its name. */
export type Store = {
  readonly name: string;
  readonly locationId: string;
  readonly touchpointId: string;
  readonly terminal: TestTerminal;
  /** Open, from a red press. */
  readonly alertId: string;
  /** A colleague who has the role staff here. */
  readonly staffId: string;
  /** Everything by which a reply or a row tells that it is about this store. */
  readonly traces: readonly string[];
  /** Another red press; @returns its alert, a new one. */
  pressAnew(): Promise<string>;
  /** Somebody new with a role at this store only. */
  hire(role: Role): Promise<{ readonly userId: string; readonly person: TestPerson }>;
};

/** A store of the demo organization. */
export async function openStore(hub: TestHub, name: string): Promise<Store> {
  const { administration, demo } = hub;
  const { organizationId } = demo;
  const locationId = await administration.createLocation(organizationId, { name });
  let touchpointId = '';
  let terminal: TestTerminal | undefined;

  async function pressAnew(): Promise<string> {
    // At a touchpoint of its own: another alert, and not one more press of the one before.
    touchpointId = await administration.createTouchpoint(organizationId, {
      name: `${name} exit`,
      locationId,
    });
    terminal = await placeTestTerminal(hub, touchpointId);
    await terminal.send(terminal.batch([terminal.press('negative'), misfit(terminal)]));
    await finishTelling(hub, locationId);
    const [alert] = await hub.query<{ alert_id: string }>(
      'select alert_id from app.alerts where touchpoint_id = $1',
      [touchpointId],
    );
    return alert?.alert_id ?? '';
  }

  async function hire(role: Role): Promise<{ userId: string; person: TestPerson }> {
    const credentials = { email: `${newEventId()}@glimlach.example`, password: 'long-enough' };
    const userId = await administration.saveMember(organizationId, {
      ...credentials,
      name: `${name} ${role}`,
      role,
      locationId,
    });
    return { userId, person: await signInTestPerson(hub.url, credentials) };
  }

  const alertId = await pressAnew();
  const { userId: staffId } = await hire('staff');
  if (terminal === undefined) {
    throw new Error('The store has no terminal.');
  }
  return {
    name,
    locationId,
    touchpointId,
    terminal,
    alertId,
    staffId,
    traces: [name, locationId, touchpointId, terminal.terminalId, alertId, staffId],
    pressAnew,
    hire,
  };
}

/**
 * Resolves once everybody who is to hear of the alerts there was written down and tried, also when that took the hub a
 * second go, which is due later: rows stay as they are then. No console is open to be told.
 */
async function finishTelling(hub: TestHub, locationId: string): Promise<void> {
  let underWay: readonly unknown[];
  do {
    underWay = await hub.query(
      `select from jobs.job j join app.alerts a on a.alert_id::text = j.data ->> 'alertId'
         where a.location_id = $1 and j.state < 'completed'
       union all
       select from app.deliveries
         where location_id = $1 and alert_id is not null and channel <> 'console' and state = 'queued'
       limit 1`,
      [locationId],
    );
  } while (underWay.length > 0);
}

/** An event that fits no schema, under a number of its own, so that the hub parks it. */
function misfit(terminal: TestTerminal): Made {
  const made = terminal.press('positive');
  return { ...made, body: made.body.replace('"pressed"', '"danced"') as Made['body'] };
}
