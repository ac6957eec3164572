import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { SealedContent, SealingKey } from '../../../contract/sealing.ts';
import { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import { inOrganization, type AppDatabase } from '../../../hub/database/database.ts';
import { createKeySafe, type KeySafe } from '../../../hub/sealing/key-safe.ts';
import { eraseSealed, openSealed, type OpenedPart } from '../../../hub/sealing/open-sealed.ts';
import { openHubDatabase } from '../../support/hub-database.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { seal, sha256Of, type Sealed } from '../../support/seal.ts';
import { enrolTestTerminal, type Made, type TestTerminal } from '../../support/test-terminal.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';

const WORDS: SealedContent = { kind: 'text', text: 'De kassa was dicht \u{1f641}' };

let hub: TestHub;
let database: AppDatabase;
let kiosk: TestTerminal;
const keySafe = createKeySafe(TEST_SECRET);

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  database = openHubDatabase(hub);
});
afterAll(async () => {
  await database.destroy();
  await hub.stop();
});
beforeEach(async () => {
  kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
});

async function keyOf(terminal: TestTerminal): Promise<SealingKey> {
  const reply = await terminal.fetch('/v1/terminal/config');
  const { sealing } = TerminalConfiguration.parse(await reply.json());
  if (sealing === null) {
    throw new Error('The terminal was given no key to seal to.');
  }
  return sealing;
}

function sealedEvent(part: Sealed): Made {
  return kiosk.make({ type: 'sealed', ...part });
}

async function open(sha256: string, safe: KeySafe = keySafe): Promise<OpenedPart> {
  const { organizationId } = kiosk;
  return inOrganization(database, organizationId, (transaction) =>
    openSealed(transaction, { organizationId, keySafe: safe }, sha256),
  );
}

async function erase(sha256: string): Promise<void> {
  await inOrganization(database, kiosk.organizationId, (transaction) =>
    eraseSealed(transaction, sha256, hub.clock.now()),
  );
}

const outcomesOf = async (events: readonly Made[]): Promise<unknown> =>
  (await kiosk.send(kiosk.batch(events))).answers.map((answer) =>
    answer.outcome === 'rejected' ? [answer.reason, answer.detail] : answer.outcome,
  );

/** Whether any row of the hub's own tables still holds this text. */
async function holds(text: string): Promise<string[]> {
  const tables = await hub.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'app'::regnamespace and relkind in ('r', 'p') and not relispartition`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await hub.query(
      `select from app.${name} as t where position($1 in t::text) > 0 limit 1`,
      [text],
    );
    if (rows.length > 0) {
      found.push(name);
    }
  }
  return found;
}

describe('What a visitor writes', () => {
  it('is opened by the hub it was sealed for, and kept apart from the event that brought it', async () => {
    const part = await seal(await keyOf(kiosk), WORDS);
    const press = kiosk.press('negative');
    const brought = sealedEvent(part);
    const answered = kiosk.make({
      type: 'answered',
      pressId: press.id,
      step: 'remark',
      outcome: { kind: 'sealed', sha256: part.sha256 },
    });
    expect(await outcomesOf([press, brought, answered])).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(await open(part.sha256)).toEqual({ ok: true, content: WORDS });
    const [stored] = await hub.query<{ type: string; body: string; hash: string }>(
      `select type, body, encode(body_sha256, 'hex') as hash from app.events where id = $1`,
      [brought.id],
    );
    const { jwe, ...rest } = JSON.parse(brought.body) as Record<string, unknown>;
    expect(stored).toEqual({
      type: 'sealed',
      body: JSON.stringify(rest),
      hash: sha256Of(brought.body),
    });
    expect(await holds(String(jwe))).toEqual(['sealed_parts']);
  });

  it('is counted once when it comes again, also beside others and under one id with other bytes', async () => {
    const part = await seal(await keyOf(kiosk), WORDS);
    const event = sealedEvent(part);
    expect(await outcomesOf([event, event])).toEqual(['accepted', 'duplicate']);
    expect(await outcomesOf([kiosk.press('positive'), event])).toEqual(['accepted', 'duplicate']);
    const other = await seal(await keyOf(kiosk), WORDS);
    const clash = kiosk.make({ type: 'sealed', ...other });
    const forged = {
      ...clash,
      id: event.id,
      body: clash.body.replace(clash.id, event.id) as never,
    };
    expect(await outcomesOf([forged])).toEqual([['conflict', expect.any(String)]]);
    expect(await holds(other.jwe)).toEqual([]);
    expect(await open(part.sha256)).toEqual({ ok: true, content: WORDS });
  });

  it('is refused where its hash is another’s, or it is no such thing, and is not kept then', async () => {
    const part = await seal(await keyOf(kiosk), WORDS);
    const fault = ['invalid', 'sha256: must be that of the JWE'];
    expect(await outcomesOf([sealedEvent({ ...part, sha256: sha256Of('else') })])).toEqual([fault]);
    const nonsense = ['no', '\0', 'e30.key.iv.words.tag', 'é..a.b.c'];
    expect(
      await outcomesOf(nonsense.map((jwe) => sealedEvent({ jwe, sha256: sha256Of(jwe) }))),
    ).toEqual(nonsense.map(() => ['invalid', 'jwe: must be a compact JWE']));
    expect(await holds(part.jwe)).toEqual([]);
  });

  it('is forgotten when it is erased: the event stays, and brings nothing back', async () => {
    const part = await seal(await keyOf(kiosk), WORDS);
    const event = sealedEvent(part);
    await outcomesOf([event]);
    await erase(part.sha256);
    expect(await open(part.sha256)).toEqual({ ok: false, reason: 'erased' });
    expect(await outcomesOf([event])).toEqual(['duplicate']);
    expect(await outcomesOf([sealedEvent(part)])).toEqual(['accepted']);
    expect(await open(part.sha256)).toEqual({ ok: false, reason: 'erased' });
    expect(await holds(part.jwe)).toEqual([]);
    const [stored] = await hub.query<{ events: number }>(
      'select count(*)::int as events from app.events where id = $1',
      [event.id],
    );
    expect(stored).toEqual({ events: 1 });
  });

  it('says what is wrong when it cannot be opened', async () => {
    const key = await keyOf(kiosk);
    const [part, strange, changed] = [
      await seal(key, WORDS),
      await seal({ ...key, kid: 'nobody' }, WORDS),
      await seal(key, WORDS),
    ];
    const jwe = changed.jwe.replace(/.{22}$/, 'A'.repeat(22));
    const broken = { jwe, sha256: sha256Of(jwe) };
    await outcomesOf([part, strange, broken].map(sealedEvent));
    const reasons = [
      await open(sha256Of('nothing')),
      await open(strange.sha256),
      await open(broken.sha256),
      await open(part.sha256, createKeySafe('another secret than the one it was made under')),
    ].map((opened) => (opened.ok ? 'opened' : opened.reason));
    expect(reasons).toEqual(['missing', 'unknown-key', 'unreadable', 'other-secret']);
  });

  it('is opened after the key changed, which terminals are told of', async () => {
    const before = await kiosk.fetch('/v1/terminal/config');
    const { version } = TerminalConfiguration.parse(await before.json());
    const part = await seal(await keyOf(kiosk), WORDS);
    await outcomesOf([sealedEvent(part)]);
    const rotated = await hub.administration.rotateSealingKey(kiosk.organizationId);
    const after = await kiosk.fetch('/v1/terminal/config', {
      headers: { 'if-none-match': before.headers.get('etag') ?? '' },
    });
    expect(after.status).toBe(200);
    expect(TerminalConfiguration.parse(await after.json())).toMatchObject({
      version: version + 1,
      sealing: rotated,
    });
    const later = await seal(rotated, WORDS);
    await outcomesOf([sealedEvent(later)]);
    expect([await open(part.sha256), await open(later.sha256)]).toEqual([
      { ok: true, content: WORDS },
      { ok: true, content: WORDS },
    ]);
  });

  it('belongs to one organization, whose key opens nobody else’s', async () => {
    const part = await seal(await keyOf(kiosk), WORDS);
    await outcomesOf([sealedEvent(part)]);
    const { administration } = hub;
    const organizationId = await administration.createOrganization({ name: 'Rival' });
    const { key } = await administration.createEnrolmentKey(organizationId);
    const theirs = await enrolTestTerminal(hub.url, key);
    expect((await keyOf(theirs)).kid).not.toBe((await keyOf(kiosk)).kid);
    await theirs.send(theirs.batch([theirs.make({ type: 'sealed', ...part })]));
    const opened = await inOrganization(database, organizationId, (transaction) =>
      openSealed(transaction, { organizationId, keySafe }, part.sha256),
    );
    expect(opened).toEqual({ ok: false, reason: 'unknown-key' });
  });
});
