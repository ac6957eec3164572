import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ProfileReply, Rota, type Profile, type Shift } from '../../../contract/protocol/people.ts';
import { HolidayRegionsReply, PlaceReply, PlacesReply } from '../../../contract/protocol/places.ts';
import { Problem } from '../../../contract/protocol/problem.ts';
import { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import type { TestPerson } from '../../support/test-person.ts';
import { newEventId } from '../../support/test-terminal.ts';
import { openStore, type Store } from '../../support/two-stores.ts';

const HOURS = {
  timeZone: 'Europe/Amsterdam',
  weekly: [{ day: 1, from: '09:00', until: '18:00' }],
  closedOn: ['2026-12-27'],
};

let hub: TestHub;
let store: Store;
let manager: TestPerson;
let managerId: string;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  store = await openStore(hub, 'Arnhem');
  ({ person: manager, userId: managerId } = await store.hire('manager'));
});
afterAll(() => hub.stop());

async function faults(reply: Response): Promise<unknown> {
  const { errors } = Problem.parse(await reply.json());
  return [reply.status, errors];
}

async function configured(): Promise<TerminalConfiguration> {
  return TerminalConfiguration.parse(
    await (await store.terminal.fetch('/v1/terminal/config')).json(),
  );
}

describe('Places', () => {
  it('are those at which somebody has a role, with what stands in them', async () => {
    const { administration, demo } = hub;
    const kiosks = await administration.createLocation(demo.organizationId, {
      name: 'Arnhem kiosks',
      parentId: store.locationId,
    });
    const places = PlacesReply.parse(await (await manager.fetch('/v1/places')).json());
    expect(places).toEqual({
      locations: [
        { id: store.locationId, name: 'Arnhem', parentId: null, hours: null, holidays: null },
        {
          id: kiosks,
          name: 'Arnhem kiosks',
          parentId: store.locationId,
          hours: null,
          holidays: null,
        },
      ],
      touchpoints: [{ id: store.touchpointId, name: 'Arnhem exit', locationId: store.locationId }],
    });
  });

  it('do not name a parent that somebody may not see', async () => {
    const { administration, demo } = hub;
    const { organizationId } = demo;
    const region = await administration.createLocation(organizationId, { name: 'East' });
    const shop = await administration.createLocation(organizationId, {
      name: 'Zutphen',
      parentId: region,
    });
    await hub.query(
      `insert into app.grants values ($1, $2, $3, 'staff')
       on conflict do nothing`,
      [organizationId, managerId, shop],
    );
    const { locations } = PlacesReply.parse(await (await manager.fetch('/v1/places')).json());
    expect(locations.find(({ id }) => id === shop)?.parentId).toBeNull();
    expect(locations.some(({ id }) => id === region)).toBe(false);
    await hub.query('delete from app.grants where location_id = $1', [shop]);
  });

  it('are open when their manager says so, and their terminals hear of it', async () => {
    const before = await configured();
    const holidays = { country: 'NL', state: null };
    const reply = await manager.put(`/v1/places/${store.locationId}/hours`, {
      hours: HOURS,
      holidays,
    });
    const { place } = PlaceReply.parse(await reply.json());
    expect(place).toEqual({
      id: store.locationId,
      name: 'Arnhem',
      parentId: null,
      hours: HOURS,
      holidays,
    });
    const after = await configured();
    expect(after.version).toBe(before.version + 1);
    expect(after.hours?.weekly).toEqual(HOURS.weekly);
  });

  it('choose their holidays from countries and states that the hub knows', async () => {
    const reply = await manager.fetch('/v1/holiday-regions');
    const { countries } = HolidayRegionsReply.parse(await reply.json());
    const statesOf = (wanted: string) =>
      countries.find(({ country }) => country === wanted)?.states ?? null;
    expect(statesOf('NL')).not.toBeNull();
    expect(statesOf('MC')).toEqual([]);
    expect(statesOf('DE')).toContainEqual({ state: 'BY', name: 'Bayern' });
    expect(statesOf('BE')).not.toBeNull();
    expect(statesOf('NO')).not.toBeNull();
    expect(statesOf('FR')).not.toBeNull();
    expect(new Set(countries.map(({ country }) => country)).size).toBe(countries.length);
  });

  it('keep the holidays of regions that are known only', async () => {
    const path = `/v1/places/${store.locationId}/hours`;
    const nowhere = { hours: null, holidays: { country: 'QQ', state: null } };
    expect(await faults(await manager.put(path, nowhere))).toEqual([
      400,
      [{ path: '/holidays/country', message: 'must be a country whose public holidays are known' }],
    ]);
    const noState = { hours: null, holidays: { country: 'DE', state: 'ZZ' } };
    expect(await faults(await manager.put(path, noState))).toEqual([
      400,
      [{ path: '/holidays/state', message: expect.stringContaining('one of BB, BE') }],
    ]);
  });
});

describe('A rota', () => {
  it('is kept as it is said, with shifts that overlap made one', async () => {
    const path = `/v1/rotas/${store.locationId}`;
    const shift = (userId: string, from: string, until: string): Shift => ({
      userId,
      day: 1,
      from,
      until,
    });
    const said = [
      shift(store.staffId, '09:00', '13:00'),
      shift(store.staffId, '12:00', '17:00'),
      shift(managerId, '08:00', '24:00'),
    ];
    const told = Rota.parse(await (await manager.put(path, { shifts: said })).json());
    expect(told.shifts).toEqual([
      shift(managerId, '08:00', '24:00'),
      shift(store.staffId, '09:00', '17:00'),
    ]);
    expect(Rota.parse(await (await manager.fetch(path)).json())).toEqual(told);
    const emptied = Rota.parse(await (await manager.put(path, { shifts: [] })).json());
    expect(emptied.shifts).toEqual([]);
  });

  it('holds only those who may handle alerts there', async () => {
    const other = await openStore(hub, 'Breda');
    const { userId: analystId } = await store.hire('analyst');
    const span = { day: 1, from: '09:00', until: '17:00' };
    const people = [store.staffId, other.staffId, analystId, newEventId()];
    const shifts = people.map((userId) => ({ userId, ...span }));
    const message = 'must be somebody who may handle alerts at this location';
    expect(await faults(await manager.put(`/v1/rotas/${store.locationId}`, { shifts }))).toEqual([
      400,
      [1, 2, 3].map((index) => ({ path: `/shifts/${index}/userId`, message })),
    ]);
  });

  it('ends as one of two who change it at once said', async () => {
    const path = `/v1/rotas/${store.locationId}`;
    const week = [1, 2, 3, 4, 5, 6, 7];
    const rotas = ['09:00', '10:00', '11:00', '12:00'].map((from) => ({
      shifts: week.map((day) => ({ userId: store.staffId, day, from, until: '17:00' })),
    }));
    const replies = await Promise.all(rotas.map((rota) => manager.put(path, rota)));
    expect(replies.map(({ status }) => status)).toEqual(rotas.map(() => 200));
    const { shifts } = Rota.parse(await (await manager.fetch(path)).json());
    expect(rotas.map((rota) => rota.shifts)).toContainEqual(shifts);
  });
});

describe('A profile', () => {
  it('tells by every way until somebody says otherwise, and is kept as they say', async () => {
    const { person } = await store.hire('staff');
    const profile = async (): Promise<Profile> =>
      ProfileReply.parse(await (await person.fetch('/v1/me/profile')).json()).profile;
    expect(await profile()).toEqual({ language: 'nl', email: true, push: true, quiet: null });
    const said: Profile = {
      language: 'de',
      email: false,
      push: true,
      quiet: {
        timeZone: 'Europe/Berlin',
        weekly: [{ day: 7, from: '00:00', until: '24:00' }],
      },
    };
    const reply = await person.put('/v1/me/profile', said);
    expect(await reply.json()).toEqual({ profile: said, hasMail: false });
    expect(await profile()).toEqual(said);
    const unsaid = { ...said, quiet: null };
    await (await person.put('/v1/me/profile', unsaid)).arrayBuffer();
    expect(await profile()).toEqual(unsaid);
  });
});
