import { describe, expect, it } from 'vitest';
import { createHubClient } from '../../../../console/api/hub-client.ts';
import { createHubClock } from '../../../../console/api/hub-clock.ts';
import {
  fleetId,
  makeFleetTerminal,
  makeLedgerBook,
  makeParkedEvent,
} from '../../../support/fleet-maker.ts';

const SIGNAL = new AbortController().signal;

function clientOf(body: unknown) {
  const asked: string[] = [];
  const client = createHubClient({
    clock: createHubClock(() => 1_000),
    async fetch(input, init) {
      asked.push(`${init?.method ?? 'GET'} ${typeof input === 'string' ? input : ''}`);
      return Response.json(body, { headers: { 'glimlach-protocol': '1' } });
    },
  });
  return { client, asked };
}

describe('HubClient on the fleet', () => {
  it('lists terminals page by page, all or those it is asked for', async () => {
    const page = { terminals: [makeFleetTerminal(1)], next: 'calm.1' };
    const { client, asked } = clientOf(page);
    const all = { search: '', troubledOnly: false };
    expect(await client.fleet(all, null, SIGNAL)).toEqual({ ok: true, value: page });
    await client.fleet({ search: 'Till & 5', troubledOnly: true }, 'calm.1', SIGNAL);
    expect(asked).toEqual([
      'GET /v1/fleet/terminals',
      'GET /v1/fleet/terminals?search=Till+%26+5&only=troubled&after=calm.1',
    ]);
  });

  it('opens one terminal', async () => {
    const reply = { terminal: makeFleetTerminal(1), books: [makeLedgerBook(1)], retryParked: null };
    const { client, asked } = clientOf(reply);
    expect(await client.fleetTerminal(fleetId(1), SIGNAL)).toEqual({ ok: true, value: reply });
    expect(asked).toEqual([`GET /v1/fleet/terminals/${fleetId(1)}`]);
  });

  it('reads parked events page by page, and asks for them again', async () => {
    const page = { events: [makeParkedEvent(1)], next: null };
    const { client, asked } = clientOf(page);
    expect(await client.parked(fleetId(1), null, SIGNAL)).toEqual({ ok: true, value: page });
    await client.parked(fleetId(1), '5.x', SIGNAL);
    await client.retryParked(fleetId(1));
    expect(asked).toEqual([
      `GET /v1/fleet/terminals/${fleetId(1)}/parked`,
      `GET /v1/fleet/terminals/${fleetId(1)}/parked?after=5.x`,
      `POST /v1/fleet/terminals/${fleetId(1)}/retry-parked`,
    ]);
  });
});
