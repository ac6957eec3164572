import { describe, expect, it } from 'vitest';
import { PolicyContent, RuleContent } from '../../../../contract/alert-rule.ts';
import { ChannelRequest } from '../../../../contract/protocol/channels.ts';
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
  it('tells the hub’s paths from where the form stands in the request', () => {
    const errors = [
      { path: '/rule/policyId', message: 'must name a policy' },
      { path: '/version', message: 'must be a number' },
    ];
    const problem = { type: 'invalid-request', title: '', detail: '', status: 400, errors };
    expect(faultsIn({ kind: 'refused', problem }, '/rule')).toEqual([
      { path: '/policyId', message: 'must name a policy' },
      { path: '/version', message: 'must be a number' },
    ]);
    expect(faultsIn({ kind: 'unreachable' }, '/rule')).toEqual([]);
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
