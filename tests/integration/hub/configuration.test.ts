import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { InStoreAlert } from '../../../contract/in-store-alert.ts';
import type { OpeningHours } from '../../../contract/opening-hours.ts';
import { NO_PATH, type Questionnaire } from '../../../contract/questionnaire.ts';
import { SCALES, type Scale } from '../../../contract/scales.ts';
import { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import { inOrganization } from '../../../hub/database/database.ts';
import { DEMO_QUESTIONNAIRE } from '../../../hub/demo/demo-questionnaire.ts';
import { seedDemo } from '../../../hub/demo/seed-demo.ts';
import { createKeySafe } from '../../../hub/sealing/key-safe.ts';
import { readConfiguration } from '../../../hub/terminals/read-configuration.ts';
import { sendHeartbeat } from '../../support/heartbeat.ts';
import { openHubDatabase } from '../../support/hub-database.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';
import { enrolTestTerminal, newEventId, type TestTerminal } from '../../support/test-terminal.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Names a secret that is not the hub's. */
const OTHER_SECRET = 'another';

let hub: TestHub;
let kiosk: TestTerminal;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
});
afterAll(() => hub.stop());

async function read(by = kiosk): Promise<TerminalConfiguration> {
  return TerminalConfiguration.parse(await (await by.fetch('/v1/terminal/config')).json());
}

const openOn = (day: number): OpeningHours => ({
  timeZone: 'Europe/Amsterdam',
  weekly: [{ day, from: '09:00', until: '18:00' }],
  closedOn: [],
});

describe('What a terminal is configured with', () => {
  it('holds questionnaires of every kind as they were published', async () => {
    const { organizationId, touchpointId } = hub.demo;
    for (const kind of Object.keys(SCALES) as Scale[]) {
      const content: Omit<Questionnaire, 'id' | 'version'> = {
        ...DEMO_QUESTIONNAIRE,
        kind,
        ends: { lowest: { nl: 'Helemaal niet\0' }, highest: { nl: 'Heel graag' } },
        stepTimeoutMs: 45_000,
      };
      const { questionnaires, version } = await hub.administration.publishConfiguration(
        organizationId,
        { touchpoints: { [touchpointId]: { questionnaire: content } } },
      );
      const [published] = questionnaires;
      const asked = await read();
      expect(asked.version).toBe(version);
      expect(asked.questionnaire).toEqual({
        ...content,
        ends: { lowest: { nl: 'Helemaal niet\uFFFD' }, highest: { nl: 'Heel graag' } },
        id: published?.id,
        version: published?.version,
      });
    }
  });

  it('keeps every version of a questionnaire as it was', async () => {
    const { organizationId } = hub.demo;
    const { administration } = hub;
    const first = await administration.publishQuestionnaire(organizationId, {
      kind: 'thumbs',
      question: { nl: 'Goed?' },
    });
    const second = await administration.publishQuestionnaire(organizationId, {
      id: first.id,
      kind: 'nps',
      question: { nl: 'Beter?' },
    });
    expect([first.version, second]).toEqual([1, { id: first.id, version: 2 }]);
    const rows = await hub.query(
      'select version, kind, question from app.questionnaires where questionnaire_id = $1 order by version',
      [first.id],
    );
    expect(rows).toEqual([
      { version: 1, kind: 'thumbs', question: { nl: 'Goed?' } },
      { version: 2, kind: 'nps', question: { nl: 'Beter?' } },
    ]);
  });

  it('gives a touchpoint a questionnaire of its own where it shared one', async () => {
    const { organizationId, touchpointId } = hub.demo;
    const { administration } = hub;
    const locationId = await administration.createLocation(organizationId, { name: 'Breda' });
    const before = (await read()).questionnaire;
    const shared = await administration.createTouchpoint(organizationId, {
      name: 'Door',
      locationId,
      questionnaireId: before?.id ?? '',
    });
    const { questionnaires } = await administration.publishConfiguration(organizationId, {
      touchpoints: { [shared]: { questionnaire: { kind: 'ces', question: { nl: 'Makkelijk?' } } } },
    });
    expect(questionnaires).toEqual([{ touchpoint: 'Door', id: expect.any(String), version: 1 }]);
    expect((await read()).questionnaire).toEqual(before);
    await administration.assignTerminal(organizationId, kiosk.terminalId, shared);
    expect((await read()).questionnaire).toMatchObject({
      kind: 'ces',
      paths: { neutral: NO_PATH },
    });
    await administration.assignTerminal(organizationId, kiosk.terminalId, touchpointId);
  });

  it('takes hours from the nearest location that has some, else from the organization', async () => {
    const { organizationId, touchpointId } = hub.demo;
    const { administration } = hub;
    const town = await administration.createLocation(organizationId, { name: 'Town' });
    const store = await administration.createLocation(organizationId, {
      name: 'Store',
      parentId: town,
    });
    const floor = await administration.createLocation(organizationId, {
      name: 'Floor',
      parentId: store,
    });
    const desk = await administration.createTouchpoint(organizationId, {
      name: 'Desk',
      locationId: floor,
    });
    await administration.assignTerminal(organizationId, kiosk.terminalId, desk);
    const hoursAfter = async (
      publication: Parameters<typeof administration.publishConfiguration>[1],
    ): Promise<unknown> => {
      await administration.publishConfiguration(organizationId, publication);
      return (await read()).hours;
    };
    expect(await hoursAfter({})).toBe(null);
    expect(await hoursAfter({ hours: openOn(1) })).toEqual(openOn(1));
    expect(await hoursAfter({ locations: { [town]: { hours: openOn(2) } } })).toEqual(openOn(2));
    expect(await hoursAfter({ locations: { [store]: { hours: openOn(3) } } })).toEqual(openOn(3));
    expect(await hoursAfter({ locations: { [floor]: { hours: openOn(4) } } })).toEqual(openOn(4));
    expect(
      await hoursAfter({ locations: { [floor]: { hours: null }, [store]: { hours: null } } }),
    ).toEqual(openOn(2));
    await hoursAfter({ hours: null, locations: { [town]: { hours: null } } });
    await administration.assignTerminal(organizationId, kiosk.terminalId, touchpointId);
  });

  it('is closed on the coming year’s public holidays, of the nearest region that is named', async () => {
    const { organizationId, touchpointId } = hub.demo;
    const { administration } = hub;
    const town = await administration.createLocation(organizationId, { name: 'Munich' });
    const store = await administration.createLocation(organizationId, {
      name: 'Store',
      parentId: town,
    });
    const desk = await administration.createTouchpoint(organizationId, {
      name: 'Desk',
      locationId: store,
    });
    await administration.assignTerminal(organizationId, kiosk.terminalId, desk);
    const nextYear = new Date(hub.clock.now()).getUTCFullYear() + 1;
    const closedOn = async (
      at: string,
      holidays: { country: string; state: string | null },
    ): Promise<readonly string[] | undefined> => {
      await hub.query('update app.locations set holidays = $2 where location_id = $1', [
        at,
        JSON.stringify(holidays),
      ]);
      return (await read()).hours?.closedOn;
    };
    const epiphany = `${nextYear}-01-06`;
    const ownDay = `${nextYear}-02-03`;
    // Without hours there is no clock that would say when a holiday begins.
    expect(await closedOn(town, { country: 'DE', state: null })).toBe(undefined);
    const hours = { ...openOn(1), closedOn: [ownDay] };
    await administration.publishConfiguration(organizationId, { hours });
    const inGermany = await closedOn(town, { country: 'DE', state: null });
    expect(inGermany).toEqual(inGermany?.toSorted());
    expect(inGermany).toEqual(expect.arrayContaining([ownDay, `${nextYear}-01-01`]));
    expect(inGermany).not.toContain(epiphany);
    expect(await closedOn(store, { country: 'DE', state: 'BY' })).toContain(epiphany);
    await administration.publishConfiguration(organizationId, { hours: null });
    await administration.assignTerminal(organizationId, kiosk.terminalId, touchpointId);
  });

  it('has another tag, and a higher version, with every change', async () => {
    const { organizationId } = hub.demo;
    const tagAndVersion = async (): Promise<[string, number]> => {
      const reply = await kiosk.fetch('/v1/terminal/config');
      const tag = reply.headers.get('etag') ?? '';
      return [tag, TerminalConfiguration.parse(await reply.json()).version];
    };
    const tags: string[] = [];
    const versions: number[] = [];
    const note = async (): Promise<void> => {
      const [tag, version] = await tagAndVersion();
      tags.push(tag);
      versions.push(version);
    };
    await note();
    const { appearance } = await read();
    for (const publication of [
      { appearance: { ...appearance, theme: 'contrast' as const } },
      { hours: openOn(5) },
      { hours: null },
      { staffPin: null },
      { inStoreAlert: { afterMs: 7_000, webhook: null } },
      { inStoreAlert: { afterMs: 5_000, webhook: null } },
      { heartbeatMs: 30_000 },
    ]) {
      await hub.administration.publishConfiguration(organizationId, publication);
      await note();
    }
    await hub.administration.rotateSealingKey(organizationId);
    await note();
    expect(new Set(tags).size).toBe(tags.length);
    expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
  });

  it('says what terminals do inside the store, and gives the webhook to those alone that can post', async () => {
    const { organizationId } = hub.demo;
    const publish = async (inStoreAlert: InStoreAlert): Promise<unknown> =>
      hub.administration.publishConfiguration(organizationId, { inStoreAlert });
    expect((await read()).inStoreAlert).toEqual({ afterMs: 5_000, webhook: null });
    const inStoreAlert = {
      afterMs: 8_000,
      webhook: {
        url: 'http://192.168.1.20/press',
        secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
      },
    };
    await publish(inStoreAlert);
    expect((await read()).inStoreAlert).toEqual(inStoreAlert);
    const shellIs = async (shell: string): Promise<void> => {
      await hub.query('update app.terminals set shell = $1 where terminal_id = $2', [
        shell,
        kiosk.terminalId,
      ]);
    };
    await shellIs('browser');
    expect((await read()).inStoreAlert).toEqual({ afterMs: 8_000, webhook: null });
    await shellIs('electron');
    await publish({ afterMs: 5_000, webhook: null });
    expect((await read()).inStoreAlert).toEqual({ afterMs: 5_000, webhook: null });
  });

  it('gets a key to seal to where the organization had none, once', async () => {
    await hub.query('delete from app.sealing_keys where organization_id = $1', [
      hub.demo.organizationId,
    ]);
    const all = await Promise.all(Array.from({ length: 5 }, async () => read()));
    const kids = new Set(all.map(({ sealing }) => sealing?.kid));
    expect([kids.size, kids.has(undefined)]).toEqual([1, false]);
    expect((await read()).version).toBe(Math.max(...all.map(({ version }) => version)));
  });

  it('gets another key once its heartbeat finds none that this hub could open, and says so by the version', async () => {
    const before = await read();
    // As after the hub's secret was replaced.
    await hub.query('update app.sealing_keys set secret_id = $1', [OTHER_SECRET]);
    const beats = await Promise.all(Array.from({ length: 4 }, async () => sendHeartbeat(kiosk)));
    const versions = beats.map(({ configurationVersion }) => configurationVersion);
    expect(Math.min(...versions)).toBeGreaterThan(before.version);
    const after = await read();
    expect(after.version).toBe(Math.max(...versions));
    expect(after.sealing?.kid).not.toBe(before.sealing?.kid);
    expect((await sendHeartbeat(kiosk)).configurationVersion).toBe(after.version);
    expect(
      await hub.query('select from app.sealing_keys where secret_id <> $1', [OTHER_SECRET]),
    ).toHaveLength(1);
  });

  it('never has an older key under the version that a newer one counted up', async () => {
    const { organizationId } = hub.demo;
    await read();
    const rotated: string[] = [];
    const database = openHubDatabase(hub);
    const configuration = await inOrganization(database, organizationId, (transaction) =>
      readConfiguration(
        // Somebody rotates the key between each two statements.
        transaction.withPlugin({
          transformQuery: ({ node }) => node,
          transformResult: async ({ result }) => {
            rotated.push((await hub.administration.rotateSealingKey(organizationId)).kid);
            return result;
          },
        }),
        kiosk.terminalId,
        {
          organizationId,
          keySafe: createKeySafe(TEST_SECRET),
          publicUrl: hub.url,
          nowMs: hub.clock.now(),
        },
      ),
    );
    await database.destroy();
    const last = await read();
    const kidAt = (version: number): string | undefined =>
      rotated[rotated.length - 1 - (last.version - version)];
    expect(rotated.indexOf(configuration.sealing?.kid ?? '')).toBeGreaterThanOrEqual(
      rotated.indexOf(kidAt(configuration.version) ?? ''),
    );
  });

  it('has the key that was made last, also where the hub’s clock went back meanwhile', async () => {
    for (const byMs of [0, -MINUTE_MS, 0, MINUTE_MS]) {
      hub.clock.moveBy(byMs);
      const { kid } = await hub.administration.rotateSealingKey(hub.demo.organizationId);
      expect((await read()).sealing?.kid).toBe(kid);
    }
  });

  it('has another tag with the start screen’s code of another day, under the version it had', async () => {
    const toMidnightMs = DAY_MS - (hub.clock.now() % DAY_MS);
    hub.clock.moveBy(toMidnightMs - MINUTE_MS);
    const late = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    await hub.administration.assignTerminal(
      hub.demo.organizationId,
      late.terminalId,
      hub.demo.touchpointId,
    );
    const { version, followUp } = await read(late);
    const tag = (await late.fetch('/v1/terminal/config')).headers.get('etag') ?? '';
    const readAgain = async (): Promise<Response> =>
      late.fetch('/v1/terminal/config', { headers: { 'if-none-match': tag } });
    expect((await readAgain()).status).toBe(304);
    hub.clock.moveBy(2 * MINUTE_MS);
    const reply = await readAgain();
    expect(reply.status).toBe(200);
    const next = TerminalConfiguration.parse(await reply.json());
    expect(next.version).toBe(version);
    expect(next.followUp?.startUrl).toMatch(/\/f\/s\//);
    expect(next.followUp?.startUrl).not.toBe(followUp?.startUrl);
    hub.clock.moveBy(-toMidnightMs - MINUTE_MS);
  });

  it('serves what was published before there was anything after the press', async () => {
    const { organizationId, touchpointId } = hub.demo;
    const old = newEventId();
    await hub.query(
      `insert into app.questionnaires (organization_id, questionnaire_id, version, kind, question)
       values ($1, $2, 1, 'smileys-3', '{"nl": "Hoe was het?"}')`,
      [organizationId, old],
    );
    const [row] = await hub.query<{ questionnaire_id: string }>(
      'select questionnaire_id from app.touchpoints where touchpoint_id = $1',
      [touchpointId],
    );
    const ask = async (id: string | undefined): Promise<unknown> =>
      hub.query('update app.touchpoints set questionnaire_id = $1 where touchpoint_id = $2', [
        id,
        touchpointId,
      ]);
    await ask(old);
    expect((await read()).questionnaire).toEqual({
      id: old,
      version: 1,
      kind: 'smileys-3',
      question: { nl: 'Hoe was het?' },
      ends: null,
      paths: { positive: NO_PATH, neutral: NO_PATH, negative: NO_PATH },
      stepTimeoutMs: 20_000,
    });
    await ask(row?.questionnaire_id);
  });
});

describe('The demonstration shop', () => {
  it('is brought up to date once, and left alone afterwards', async () => {
    const own = await startTestHub(inject('clusterUrl'));
    const { organizationId, touchpointId } = own.demo;
    // As a hub of the first releases left it.
    const earlier = '0190a000-0000-7000-8000-000000000004';
    await own.query('delete from app.questionnaires');
    await own.query(
      `insert into app.questionnaires (organization_id, questionnaire_id, version, kind, question)
       values ($1, $2, 1, 'smileys-3', '{"nl": "Hoe was het?", "en": "How was it?"}')`,
      [organizationId, earlier],
    );
    await own.query('update app.touchpoints set questionnaire_id = $1', [earlier]);
    const { enrolmentKey } = await seedDemo(own.administration);
    const terminal = await enrolTestTerminal(own.url, enrolmentKey);
    const updated = await read(terminal);
    expect(updated.questionnaire).toEqual({ ...DEMO_QUESTIONNAIRE, id: earlier, version: 2 });

    await own.administration.publishConfiguration(organizationId, {
      thanksMs: 9_000,
      touchpoints: {
        [touchpointId]: { questionnaire: { kind: 'csat', question: { nl: 'Tevreden?' } } },
      },
    });
    const mine = await read(terminal);
    await seedDemo(own.administration);
    expect(await read(terminal)).toEqual(mine);
    await own.stop();
  });
});
