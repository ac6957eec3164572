import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { FlowRecord } from '../../../contract/flow-record.ts';
import type { SealedContent, SealingKey } from '../../../contract/sealing.ts';
import { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import { type AppDatabase, inOrganization } from '../../../hub/database/database.ts';
import { createKeySafe } from '../../../hub/sealing/key-safe.ts';
import { openSealed } from '../../../hub/sealing/open-sealed.ts';
import { sealContent } from '../../../renderer/recording/seal.ts';
import { openHubDatabase } from '../../support/hub-database.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { linkTerminal } from '../../support/linked-terminal.ts';
import { enrolTestTerminal } from '../../support/test-terminal.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';

let hub: TestHub;
let database: AppDatabase;
let key: SealingKey;
let organizationId: string;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  database = openHubDatabase(hub);
  const other = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
  organizationId = other.organizationId;
  const { sealing } = TerminalConfiguration.parse(
    await (await other.fetch('/v1/terminal/config')).json(),
  );
  if (sealing === null) {
    throw new Error('The terminal was given no key to seal to.');
  }
  key = sealing;
});
afterAll(async () => {
  await database.destroy();
  await hub.stop();
});

async function sealedAnswer(pressId: string, content: SealedContent): Promise<FlowRecord> {
  const { jwe, sha256 } = await sealContent(content, key);
  return { type: 'answered', pressId, step: 'words', outcome: { kind: 'sealed', sha256 }, jwe };
}

async function typesAtHub(ledgerId: string): Promise<string[]> {
  const rows = await hub.query<{ type: string }>(
    'select type from app.events where ledger_id = $1 order by number, id',
    [ledgerId],
  );
  return rows.map(({ type }) => type);
}

describe('what follows a press', () => {
  it('reaches the hub once, and what was sealed at the terminal is opened there', async () => {
    const terminal = await linkTerminal(hub);
    const { id } = await terminal.press('negative');
    const content: SealedContent = { kind: 'text', text: 'De vloer was nat. \u{1f641}' };
    const answer = await sealedAnswer(id, content);
    await terminal.record([answer, { type: 'abandoned', pressId: id, step: 'contact' }]);
    await terminal.drained();
    await terminal.restart();
    await terminal.drained();
    const [books] = await terminal.outbox.books();
    expect(await typesAtHub(books?.ledgerId ?? '')).toEqual([
      'pressed',
      'sealed',
      'answered',
      'abandoned',
    ]);
    expect(books).toMatchObject({ made: 4, mark: 4, parked: [] });
    const { sha256 } =
      answer.type === 'answered' && answer.outcome.kind === 'sealed'
        ? answer.outcome
        : { sha256: '' };
    const opened = await inOrganization(database, organizationId, (transaction) =>
      openSealed(transaction, { organizationId, keySafe: createKeySafe(TEST_SECRET) }, sha256),
    );
    expect(opened).toMatchObject({ content });
    await terminal.stop();
  });

  it('is sent in as many batches as it takes when much was written without a hub', async () => {
    let online = false;
    const terminal = await linkTerminal(hub, {
      fetch: (...request) => (online ? fetch(...request) : Promise.reject(new TypeError('no way'))),
    });
    const { id } = await terminal.press('neutral');
    const longest: SealedContent = { kind: 'text', text: '漢'.repeat(500) };
    const answers = Array.from({ length: 150 }, () => sealedAnswer(id, longest));
    await terminal.record(await Promise.all(answers));
    online = true;
    await terminal.drained();
    const [books] = await terminal.outbox.books();
    expect(books).toMatchObject({ made: 301, mark: 301, parked: [] });
    expect(Map.groupBy(await typesAtHub(books?.ledgerId ?? ''), (type) => type)).toMatchObject(
      new Map([
        ['pressed', { length: 1 }],
        ['sealed', { length: 150 }],
        ['answered', { length: 150 }],
      ]),
    );
    await terminal.stop();
  });
});
