import { describe, expect, it } from 'vitest';
import type { SetUpStep } from '../../../../renderer/kiosk/kiosk-view.ts';
import { enrolUntilAccepted } from '../../../../renderer/sync/enrolment-loop.ts';
import type { EnrolmentOutcome } from '../../../../renderer/sync/enrolment.ts';
import { TERMINAL_ID } from '../../../support/event-maker.ts';

const IDENTITY = {
  terminalId: TERMINAL_ID,
  organizationId: TERMINAL_ID,
  issuer: 'https://hub.example',
};

async function run(configuredKey: string | null, typed: string[], outcomes: EnrolmentOutcome[]) {
  const shown: SetUpStep['kind'][] = [];
  const tried: string[] = [];
  const delaysMs: number[] = [];
  const identity = await enrolUntilAccepted({
    configuredKey,
    nextTypedKey: () => {
      const key = typed.shift();
      return key === undefined ? new Promise<never>(() => undefined) : Promise.resolve(key);
    },
    enrol: async (key) => {
      tried.push(key);
      return outcomes.shift() ?? { kind: 'enrolled', identity: IDENTITY };
    },
    show: ({ kind }) => shown.push(kind),
    delay: async (forMs) => {
      delaysMs.push(forMs);
    },
    random: () => 0.5,
  });
  return { identity, shown, tried, delaysMs };
}

describe('enrolUntilAccepted', () => {
  it('enrols with the configured key without asking anybody', async () => {
    expect(await run('key-from-file', [], [])).toEqual({
      identity: IDENTITY,
      shown: ['enrolling'],
      tried: ['key-from-file'],
      delaysMs: [],
    });
  });

  it('asks for a key when none is configured, and again when the hub refuses it', async () => {
    const { shown, tried } = await run(
      null,
      ['wrong', 'right'],
      [{ kind: 'refused', detail: 'Unknown key.' }],
    );
    expect(tried).toEqual(['wrong', 'right']);
    expect(shown).toEqual(['needs-key', 'enrolling', 'key-refused', 'enrolling']);
  });

  it('tries a configured key again later, when the hub refused it and nobody types another', async () => {
    const { tried, delaysMs } = await run(
      'from-file',
      [],
      [{ kind: 'refused', detail: 'Unknown key.' }],
    );
    expect(tried).toEqual(['from-file', 'from-file']);
    expect(delaysMs).toEqual([120_000]);
  });

  it('keeps trying the same key with growing delays while the hub is out of reach', async () => {
    const away: EnrolmentOutcome = { kind: 'unreachable', detail: 'No reply.', retryAfterMs: null };
    const { shown, tried, delaysMs } = await run('key', [], [away, away, away]);
    expect(tried).toEqual(['key', 'key', 'key', 'key']);
    expect(shown.filter((kind) => kind === 'hub-unreachable')).toHaveLength(3);
    expect(delaysMs).toEqual([1_500, 2_000, 3_000]);
  });

  it('leaves a hub alone for as long as it asks', async () => {
    const busy: EnrolmentOutcome = {
      kind: 'unreachable',
      detail: '429 too-many-failures',
      retryAfterMs: 90_000,
    };
    const { delaysMs } = await run('key', [], [busy]);
    expect(delaysMs).toEqual([90_000]);
  });
});
