import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../../contract/protocol-version.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { type LinkedTerminal, linkTerminal } from '../../support/linked-terminal.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

async function storedNumbers(terminal: LinkedTerminal): Promise<number[]> {
  const rows = await hub.query<{ number: string }>(
    'select number from app.events where terminal_id = $1 order by number',
    [terminal.terminalId],
  );
  return rows.map(({ number }) => Number(number));
}

/** A terminal that speaks another version of the protocol, until one of the two is updated. */
function speaking(version: () => number): typeof fetch {
  return (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set(PROTOCOL_HEADER, String(version()));
    return fetch(url, { ...init, headers });
  };
}

describe('a terminal and a hub of different versions', () => {
  it.each([
    ['newer than the hub', PROTOCOL_VERSION + 1],
    ['older than the hub still answers', 0],
  ])(
    'keeps everything queued and says so, and sends once they understand each other: %s',
    async (_name, spoken) => {
      let version = spoken;
      const terminal = await linkTerminal(hub, { fetch: speaking(() => version) });
      await terminal.press('positive');
      await terminal.press('negative');
      await terminal.failedAgain();
      expect(terminal.failures.at(-1)).toMatch(
        /^The hub does not speak this terminal's protocol version, \d+\. Update one of them; until then everything stays queued\./,
      );
      expect(await terminal.outbox.books()).toMatchObject([
        { made: 2, mark: 0, queued: 2, parked: [] },
      ]);
      version = PROTOCOL_VERSION;
      await terminal.drained();
      expect(await storedNumbers(terminal)).toEqual([1, 2]);
      await terminal.stop();
    },
  );

  it('sends to a newer hub that still answers this version', async () => {
    const terminal = await linkTerminal(hub, {
      async fetch(url, init) {
        const reply = await fetch(url, init);
        const headers = new Headers(reply.headers);
        headers.set(PROTOCOL_HEADER, String(PROTOCOL_VERSION + 1));
        return new Response(await reply.arrayBuffer(), { status: reply.status, headers });
      },
    });
    await terminal.press('positive');
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual([1]);
    await terminal.stop();
  });

  it('keeps what a hub answered in a form it does not know, and the hub counts it once', async () => {
    let garbled = true;
    const terminal = await linkTerminal(hub, {
      async fetch(url, init) {
        const reply = await fetch(url, init);
        const text = await reply.text();
        const body = garbled ? text.replaceAll('"accepted"', '"taken"') : text;
        return new Response(body, { status: reply.status, headers: reply.headers });
      },
    });
    await terminal.press('positive');
    await terminal.failedAgain();
    expect(await storedNumbers(terminal)).toEqual([1]);
    expect(await terminal.outbox.books()).toMatchObject([{ mark: 0, queued: 1 }]);
    garbled = false;
    await terminal.drained();
    expect(await storedNumbers(terminal)).toEqual([1]);
    await terminal.stop();
  });
});
