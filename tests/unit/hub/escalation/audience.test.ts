import { describe, expect, it } from 'vitest';
import type { Audience } from '../../../../contract/alert-rule.ts';
import { lastResorts, listenersOf, type PlaceFacts } from '../../../../hub/escalation/audience.ts';

const STORE = 'store';
const REGION = 'region';
const OTHER = 'other';
/** Monday, 10:00 in Amsterdam. */
const MONDAY = Date.parse('2026-11-23T09:00Z');

type GrantOf = PlaceFacts['grants'][number];
const grant = (userId: string, role: GrantOf['role'], locationId: string | null): GrantOf => ({
  userId,
  role,
  locationId,
});
const shift = (userId: string, day = 1, from = '09:00', until = '17:00') => ({
  userId,
  day,
  from,
  until,
});

function facts(change: Partial<PlaceFacts> = {}): PlaceFacts {
  return {
    locationIds: [STORE, REGION],
    grants: [
      grant('anna', 'staff', STORE),
      grant('bram', 'staff', STORE),
      grant('carla', 'manager', STORE),
      grant('dirk', 'manager', REGION),
      grant('eva', 'it', null),
      grant('frans', 'admin', null),
    ],
    shifts: [],
    timeZone: 'Europe/Amsterdam',
    ...change,
  };
}

const ON_DUTY: Audience = { kind: 'on-duty' };

function told(
  audiences: readonly Audience[],
  change: Partial<PlaceFacts> = {},
  nowMs = MONDAY,
): string[] {
  return listenersOf(audiences, facts(change), nowMs).map(({ userId }) => userId);
}

describe('Those on duty', () => {
  it('are those whose shift it is, on the clock of the place', () => {
    const shifts = [shift('anna', 1, '09:00', '17:00'), shift('bram', 1, '17:00', '21:00')];
    const at = (text: string): string[] => told([ON_DUTY], { shifts }, Date.parse(text));
    expect([at('2026-11-23T15:59Z'), at('2026-11-23T16:00Z')]).toEqual([['anna'], ['bram']]);
    // An hour earlier by UTC in summer.
    expect([at('2026-07-20T14:59Z'), at('2026-07-20T15:00Z')]).toEqual([['anna'], ['bram']]);
  });

  it('are all who work there while it is nobody’s shift, and where there is no rota', () => {
    const everybody = ['anna', 'bram', 'carla'];
    expect(told([ON_DUTY])).toEqual(everybody);
    expect(told([ON_DUTY], { shifts: [shift('anna', 2)] })).toEqual(everybody);
  });

  it('are no more those who left the place, or who only look on there now', () => {
    const grants = [
      grant('anna', 'staff', OTHER),
      grant('bram', 'analyst', STORE),
      grant('carla', 'manager', STORE),
    ];
    expect(told([ON_DUTY], { grants, shifts: [shift('anna'), shift('bram')] })).toEqual(['carla']);
  });

  it('are staff of the region too, but its managers only where nobody else is', () => {
    const grants = [grant('gijs', 'staff', REGION), grant('dirk', 'manager', REGION)];
    expect(told([ON_DUTY], { grants })).toEqual(['gijs']);
    expect(told([ON_DUTY], { grants: grants.slice(1) })).toEqual(['dirk']);
  });

  it('are in the end the admins', () => {
    const eva = grant('eva', 'it', null);
    expect(told([ON_DUTY], { grants: [eva, grant('frans', 'admin', null)] })).toEqual(['frans']);
    expect(told([ON_DUTY], { grants: [eva, grant('hans', 'admin', OTHER)] })).toEqual([]);
    expect(told([ON_DUTY], { grants: [] })).toEqual([]);
  });

  it('are those who work everywhere, of what belongs to no location', () => {
    const grants = [grant('anna', 'staff', STORE), grant('carla', 'manager', null)];
    expect(told([ON_DUTY], { locationIds: [], grants })).toEqual(['carla']);
  });
});

describe('A role', () => {
  it('is told at the place and above it, and nowhere else', () => {
    const role = (name: 'manager' | 'it'): Audience => ({ kind: 'role', role: name });
    expect(told([role('manager')])).toEqual(['carla', 'dirk']);
    expect(told([role('it')])).toEqual(['eva']);
  });

  it('goes to the managers where nobody has it', () => {
    const grants = [grant('dirk', 'manager', REGION), grant('frans', 'admin', null)];
    expect(told([{ kind: 'role', role: 'it' }], { grants })).toEqual(['dirk']);
  });
});

describe('A person', () => {
  it('is told while they belong to the place, in whatever role', () => {
    const person = (userId: string): Audience => ({ kind: 'person', userId });
    expect(told([person('eva')])).toEqual(['eva']);
    expect(told([ON_DUTY, person('gone')])).toEqual(['anna', 'bram', 'carla']);
  });
});

describe('listenersOf', () => {
  it('names each once, and says who is on duty', () => {
    const audiences: Audience[] = [ON_DUTY, { kind: 'role', role: 'staff' }];
    expect(listenersOf(audiences, facts({ shifts: [shift('bram')] }), MONDAY)).toEqual([
      { userId: 'bram', isOnDuty: true },
      { userId: 'anna', isOnDuty: false },
    ]);
  });

  it('tells nobody where a level names nobody, such as one of channels alone', () => {
    expect(told([])).toEqual([]);
  });
});

describe('The last resorts', () => {
  const resorts = (change: Partial<PlaceFacts> = {}): string[][] =>
    lastResorts(facts(change), MONDAY).map((people) => people.map(({ userId }) => userId));

  it('are the managers of each place, the nearest first, and then the admins', () => {
    const more = [grant('gijs', 'manager', null), grant('hans', 'admin', REGION)];
    expect(resorts({ grants: [...facts().grants, ...more] })).toEqual([
      ['carla'],
      ['dirk'],
      ['gijs'],
      ['frans', 'hans'],
    ]);
  });

  it('are nobody who may not see the place', () => {
    const elsewhere = [grant('ids', 'manager', OTHER), grant('jan', 'admin', OTHER)];
    expect(resorts({ grants: [...elsewhere, grant('frans', 'admin', null)] })).toEqual([['frans']]);
    expect(resorts({ grants: elsewhere })).toEqual([]);
  });

  it('say who of them is on duty', () => {
    expect(lastResorts(facts({ shifts: [shift('carla')] }), MONDAY)[0]).toEqual([
      { userId: 'carla', isOnDuty: true },
    ]);
  });
});
