import { describe, expect, it } from 'vitest';
import { PolicyContent, RuleContent } from '../../../../contract/alert-rule.ts';
import { ChannelRequest } from '../../../../contract/protocol/channels.ts';
import type { HubFailure } from '../../../../console/api/hub-result.ts';
import { createTranslator } from '../../../../console/language/translator.ts';
import {
  faultAt,
  faultsBeside,
  faultsIn,
  faultsOf,
} from '../../../../console/settings/form/faults.ts';

const EN = { t: createTranslator('en'), language: 'en' } as const;
const ID = '0195c0de-0000-7000-8000-000000000001';

const RULE = {
  name: 'Red presses',
  enabled: true,
  condition: { kind: 'count', negatives: 3, withinMs: 600_000 },
  scope: { locationIds: [], touchpointIds: [], hours: 'open' },
  policyId: ID,
};

describe('faultsOf', () => {
  it('finds nothing wrong with what the contract takes', () => {
    expect(faultsOf(RuleContent, RULE, EN)).toEqual([]);
  });

  it('says in words what is wrong where', () => {
    const wrong = {
      ...RULE,
      name: ' ',
      condition: { kind: 'count', negatives: Number.NaN, withinMs: 30_000 },
    };
    expect(faultsOf(RuleContent, wrong, EN)).toEqual([
      { path: '/name', message: 'Fill this in.' },
      { path: '/condition/negatives', message: 'Fill this in.' },
      { path: '/condition/withinMs', message: 'At least 1 minute.' },
    ]);
  });

  it('says of a name that it cannot be read as one', () => {
    expect(faultsOf(RuleContent, { ...RULE, name: 'Red\u202E' }, EN)).toEqual([
      { path: '/name', message: 'Use characters that can be seen, on one line.' },
    ]);
  });

  it('knows an address from none', () => {
    const channel = {
      kind: 'slack',
      name: 'Store',
      locationId: null,
      language: 'nl',
      enabled: true,
      perMinute: 30,
    };
    expect(faultsOf(ChannelRequest, { channel, url: 'slack' }, EN)).toEqual([
      { path: '/url', message: 'Fill in an address that begins with https://.' },
    ]);
  });

  it('tells of a list as a whole', () => {
    const policy = {
      name: 'Staff',
      levels: [
        { afterMs: 0, people: [], channels: 'all' },
        { afterMs: 0, people: [], channels: 'all' },
      ],
      waits: 'open',
      remindEveryMs: null,
    };
    expect(faultsOf(PolicyContent, policy, EN).map(({ path }) => path)).toEqual(['/levels']);
  });
});

describe('faultsIn', () => {
  const refused = (...paths: string[]): HubFailure => {
    const errors = paths.map((path) => ({ path, message: 'must be something else' }));
    return {
      kind: 'refused',
      problem: { type: 'invalid-request', title: '', detail: '', status: 400, errors },
    };
  };

  it('tells the hub’s paths from where the form stands in the request', () => {
    const failure = refused('/rule/policyId', '/version');
    expect(faultsIn(failure, '/rule', EN.t).map(({ path }) => path)).toEqual([
      '/policyId',
      '/version',
    ]);
    expect(faultsIn({ kind: 'unreachable' }, '/rule', EN.t)).toEqual([]);
  });

  it('says what only the hub can know in the words of who reads it', () => {
    const nl = createTranslator('nl');
    const said = (path: string): string | undefined =>
      faultsIn(refused(path), '/rule', nl)[0]?.message;
    expect(said('/rule/scope/locationIds/2')).toBe(nl('fault.place'));
    expect(said('/channel/locationId')).toBe(nl('fault.place'));
    expect(said('/rule/scope/touchpointIds/0')).toBe(nl('fault.touchpoint'));
    expect(said('/rule/policyId')).toBe(nl('fault.policy'));
    expect(said('/policy/levels/0/people/1')).toBe(nl('fault.person'));
    expect(said('/policy/levels/0/channels/1')).toBe(nl('fault.channel'));
    expect(said('/shifts/3/userId')).toBe(nl('fault.person'));
    expect(said('/url')).toBe(nl('fault.address'));
    expect(said('/holidays/state')).toBe(nl('fault.unreadable'));
  });
});

describe('faultAt', () => {
  const faults = [{ path: '/scope/locationIds/2', message: 'must be known' }];

  it('tells a field of what is wrong with a part of its value', () => {
    expect(faultAt(faults, '/scope/locationIds')).toBe('must be known');
    expect(faultAt(faults, '/scope/location')).toBeNull();
  });

  it('leaves over what no field tells of', () => {
    expect(faultsBeside(faults, ['/name', '/scope/locationIds'])).toEqual([]);
    expect(faultsBeside(faults, ['/name'])).toEqual(faults);
  });
});
