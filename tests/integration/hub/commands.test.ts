import { execFile } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { SignJWT, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../../build/project-root.ts';
import { MeReply } from '../../../contract/protocol/me.ts';
import { Provisioning } from '../../../contract/provisioning.ts';
import { PROTOCOL_HEADER } from '../../../contract/protocol-version.ts';
import { TokenReply } from '../../../contract/protocol/token.ts';
import { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { signInTestPerson } from '../../support/test-person.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';
import { askToken, enrolTestTerminal, newEventId } from '../../support/test-terminal.ts';

const EXAMPLE = path.join(projectRoot, 'docs/configure-example.json');

let hub: TestHub;
let folder: TemporaryFolder;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
  folder = await temporaryFolder('commands');
});
afterAll(async () => {
  await folder.remove();
  await hub.stop();
});

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** The hub's command, as npm starts it, beside the hub that serves. */
async function command(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const server = path.join(projectRoot, 'hub/server.ts');
  return promisify(execFile)(process.execPath, [server, ...args], {
    env: {
      ...process.env,
      INIT_CWD: folder.path,
      DATABASE_URL: hub.databaseUrl,
      GLIMLACH_SECRET: TEST_SECRET,
      GLIMLACH_PUBLIC_URL: hub.url,
      ...env,
    },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: Ended) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
  );
}

async function configurationNow(): Promise<TerminalConfiguration> {
  const kiosk = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey);
  return TerminalConfiguration.parse(await (await kiosk.fetch('/v1/terminal/config')).json());
}

describe('npm run configure', () => {
  it('publishes what the example says, and prints the new version', async () => {
    const before = await configurationNow();
    const { code, stdout, stderr } = await command(['configure', EXAMPLE]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(
      `Published version ${before.version + 1}; Checkout asks version 2. Terminals fetch it with their next heartbeat.\n`,
    );
    const after = await configurationNow();
    const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as Record<string, never>;
    const { languages, buttons, thanksMs, appearance, locations, touchpoints } = example;
    expect(after).toMatchObject({
      version: before.version + 1,
      languages,
      buttons,
      thanksMs,
      appearance,
      questionnaire: {
        id: before.questionnaire?.id,
        version: 2,
        ...(touchpoints?.[hub.demo.touchpointId] as { questionnaire: object } | undefined)
          ?.questionnaire,
      },
      staffPin: { iterations: 600_000 },
    });
    expect(Object.values(locations ?? {})).toEqual([{ hours: after.hours }]);
  });

  it('publishes nothing when anything in the file is wrong, and says what in one line', async () => {
    const before = await configurationNow();
    const organization = hub.demo.organizationId;
    const ghost = newEventId();
    const question = { kind: 'thumbs', question: { nl: 'Goed?' } };
    const tried: unknown[] = [];
    for (const content of [
      JSON.stringify({ organization, languages: [] }),
      JSON.stringify({ organization, touchpoints: { [ghost]: { questionnaire: question } } }),
      JSON.stringify({ organization, thanksMs: 900, locations: { [ghost]: { hours: null } } }),
      JSON.stringify({ organization: ghost }),
    ]) {
      await writeFile(path.join(folder.path, 'wrong.json'), content);
      const { code, stderr } = await command(['configure', 'wrong.json']);
      tried.push([code, stderr.trimEnd().replaceAll(folder.path, '')]);
    }
    expect(tried).toEqual([
      [1, expect.stringMatching(/^Nothing was published\. \/wrong\.json: languages: [^\n]*$/)],
      [
        1,
        `Nothing was changed. touchpoints.${ghost}: the organization has none with this id; there is Checkout (${hub.demo.touchpointId}).`,
      ],
      [
        1,
        expect.stringContaining(
          `Nothing was changed. locations.${ghost}: the organization has none`,
        ),
      ],
      [1, `Nothing was changed. organization: there is none with the id ${ghost}.`],
    ]);
    const after = await configurationNow();
    expect({ ...after, terminal: null }).toEqual({ ...before, terminal: null });
  });
});

describe('npm run provision', () => {
  const place = (): string[] => [
    'provision',
    '--organization',
    hub.demo.organizationId,
    '--touchpoint',
    hub.demo.touchpointId,
  ];

  it('writes a file by which a terminal is at its touchpoint, and known to the hub', async () => {
    const out = path.join(folder.path, 'desk.json');
    const { code, stdout, stderr } = await command([...place(), '--out', 'desk.json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`${out} sets Terminal `);
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const { hubUrl, terminal } = Provisioning.parse(JSON.parse(await readFile(out, 'utf8')));
    if (terminal === null) {
      throw new Error('The file names no terminal.');
    }
    const { identity, configuration, privateKey } = terminal;
    expect(hubUrl).toBe(hub.url);
    expect(configuration.touchpoint?.id).toBe(hub.demo.touchpointId);

    const issuedAt = Math.floor(Date.now() / 1_000);
    const assertion = await new SignJWT({
      iss: identity.terminalId,
      sub: identity.terminalId,
      aud: identity.issuer,
      jti: newEventId(),
      iat: issuedAt,
      exp: issuedAt + 60,
    })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(await importJWK(privateKey, 'ES256'));
    const token = TokenReply.parse(await (await askToken(hub.url, assertion)).json());
    const reply = await fetch(`${hub.url}/v1/terminal/config`, {
      headers: { authorization: `Bearer ${token.access_token}`, [PROTOCOL_HEADER]: '1' },
    });
    expect(await reply.json()).toEqual(configuration);
  });

  it('touches nothing where it cannot write, and leaves no file where it cannot enrol', async () => {
    const terminals = async (): Promise<unknown> =>
      hub.query('select count(*)::int as terminals from app.terminals');
    const before = await terminals();
    await writeFile(path.join(folder.path, 'taken.json'), 'mine');
    const taken = await command([...place(), '--out', 'taken.json']);
    expect([taken.code, taken.stderr]).toEqual([
      1,
      `Nothing was changed. ${folder.path}/taken.json exists already; choose another name.\n`,
    ]);
    expect(await readFile(path.join(folder.path, 'taken.json'), 'utf8')).toBe('mine');
    const ghost = [...place().with(4, newEventId()), '--out', 'ghost.json'];
    const unknown = await command(ghost);
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      expect.stringMatching(
        /^Nothing was changed\. touchpoints\.[^\n]* there is Checkout [^\n]*\n$/,
      ),
    ]);
    await expect(stat(path.join(folder.path, 'ghost.json'))).rejects.toThrow('ENOENT');
    expect(await terminals()).toEqual(before);
  });
});

async function asksInvitation(what: 'offer' | 'accept', body: object): Promise<Response> {
  return fetch(`${hub.url}/v1/invitations/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe('npm run invite', () => {
  it('prints a link by which somebody joins, at a location or everywhere', async () => {
    const { organizationId } = hub.demo;
    const to = ['invite', 'anna@shop.example', '--organization', organizationId];
    const made = await command([...to, '--role', 'staff', '--location', 'Utrecht']);
    expect([made.code, made.stderr]).toEqual([0, '']);
    const [url = '', , said] = made.stdout.split('\n');
    expect(said).toBe('Hand this link to anna@shop.example; it works once, within 7 days.');
    expect(url.startsWith(`${hub.url}/join#`)).toBe(true);
    const offer = await asksInvitation('offer', { token: new URL(url).hash.slice(1) });
    expect(await offer.json()).toEqual({
      organization: 'Glimlach demo',
      invitedBy: 'Glimlach demo',
      email: 'anna@shop.example',
      takes: 'new-account',
    });
    const nowhere = await command([...to, '--location', 'Atlantis']);
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      expect.stringMatching(
        /^Nothing was changed\. location: the organization has none called "Atlantis"; there is Utrecht [^\n]*\n$/,
      ),
    ]);
  });

  it('makes the first admin of an organization of one’s own', async () => {
    const made = await command(['invite', 'boss@shop.example', '--new-organization', 'Corner']);
    expect([made.code, made.stderr]).toEqual([0, '']);
    const [first = '', , url = ''] = made.stdout.split('\n');
    const [, organizationId] = /^Corner has the id ([0-9a-f-]{36})\.$/.exec(first) ?? [];
    const accepted = await asksInvitation('accept', {
      token: new URL(url).hash.slice(1),
      name: 'Boss',
      password: 'of the corner shop',
    });
    expect(accepted.status).toBe(200);
    const boss = await signInTestPerson(hub.url, {
      email: 'boss@shop.example',
      password: 'of the corner shop',
    });
    expect(MeReply.parse(await (await boss.fetch('/v1/me')).json())).toMatchObject({
      organization: { id: organizationId, name: 'Corner' },
      grants: [{ role: 'admin', locationId: null }],
    });
  });
});

describe('npm run forget', () => {
  it('forgets somebody, once, and never the only admin', async () => {
    const email = 'leaver@shop.example';
    const leaver = {
      email,
      name: 'Leaver',
      password: 'of the corner shop',
      role: 'staff',
    } as const;
    await hub.administration.saveMember(hub.demo.organizationId, leaver);
    expect(await command(['forget', email])).toEqual({
      code: 0,
      stdout: `${email} is forgotten: the account, its sessions and devices, the messages to it, and the name in every history.\n`,
      stderr: '',
    });
    expect(await command(['forget', email])).toMatchObject({
      code: 1,
      stderr: `Nothing was changed. There is no account with the address ${email}.\n`,
    });
    expect(await command(['forget', hub.demo.email])).toMatchObject({
      code: 1,
      stderr: `Nothing was changed. ${hub.demo.email} is the only admin of Glimlach demo; make somebody else one first.\n`,
    });
    expect((await command(['forget'])).stderr).toBe(
      'forget: EMAIL: is missing.\nUsage: npm run forget -- EMAIL.\n',
    );
  });
});

describe('npm run survey-link', () => {
  it('prints a link that asks the touchpoint’s question and HTML for an e-mail, and ends it again', async () => {
    const { organizationId, touchpointId } = hub.demo;
    const to = ['survey-link', '--organization', organizationId];
    const made = await command([...to, '--touchpoint', touchpointId, '--language', 'nl']);
    expect([made.code, made.stderr]).toEqual([0, '']);
    const [url = '', , , , ...snippet] = made.stdout.split('\n');
    expect(snippet.join('\n')).toContain(`<a href="${url}?v=3&amp;l=nl"`);
    expect((await fetch(url)).status).toBe(200);

    expect(await command([...to, '--revoke', url])).toMatchObject({ code: 0, stderr: '' });
    expect((await fetch(url)).status).toBe(410);
    expect(await command([...to, '--revoke', 'unknown'])).toMatchObject({
      code: 1,
      stderr: 'Nothing was changed. The organization has no survey link unknown.\n',
    });
    const renew = [...to, '--renew-start-code'];
    await configurationNow();
    expect(await command([...renew, touchpointId])).toEqual({
      code: 0,
      stdout:
        'The start codes shown so far have ended. Terminals fetch another one with their next heartbeat.\n',
      stderr: '',
    });
    const ghost = newEventId();
    expect(await command([...renew, ghost])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Nothing was changed. touchpoints.[^\n]*\n$/),
    });
    const nowhere = await command([...to, '--touchpoint', ghost]);
    expect([nowhere.code, nowhere.stderr]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^Nothing was changed. touchpoints.${ghost}: [^\\n]*\\n$`)),
    ]);
  });
});

describe('The hub’s secret', () => {
  it('is the same for every hub on a database, or is replaced on purpose', async () => {
    const organizationId = hub.demo.organizationId;
    const rotate = ['rotate-sealing-key', organizationId];
    const other = { GLIMLACH_SECRET: `${TEST_SECRET}, and more` };
    const refused = await command(rotate, other);
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(
        /^The hub cannot start: GLIMLACH_SECRET, [^\n]* replace-secret[^\n]*\n$/,
      ),
    ]);
    const first = (await configurationNow()).sealing?.kid;
    const rotated = await command(rotate);
    const second = (await configurationNow()).sealing?.kid ?? '';
    expect(rotated.stdout).toBe(
      `Terminals seal to the new key ${second} as soon as they have heard of it.\n`,
    );
    expect(second).not.toBe(first);

    expect(await command(['replace-secret'], other)).toMatchObject({ code: 0, stderr: '' });
    expect((await command(rotate)).stderr).toContain('is not what this database was set up with');
    expect(await command(['replace-secret'])).toMatchObject({ code: 0, stderr: '' });
    // Nothing of the other secret was used meanwhile.
    expect((await configurationNow()).sealing?.kid).toBe(second);
  });

  it('says that an organization is unknown', async () => {
    const ghost = newEventId();
    expect(await command(['rotate-sealing-key', ghost])).toMatchObject({
      code: 1,
      stderr: `Nothing was changed. organization: there is none with the id ${ghost}.\n`,
    });
  });
});
