import { describe, expect, it } from 'vitest';
import { readHubCommand } from '../../../../hub/commands/hub-command.ts';
import { ConfigError } from '../../../../hub/config-error.ts';

const ORGANIZATION = '0190a000-0000-7000-8000-000000000001';
const TOUCHPOINT = '0190a000-0000-7000-8000-000000000003';

describe('readHubCommand', () => {
  it('serves without arguments', () => {
    expect(readHubCommand([])).toBe(null);
  });

  it('reads every command', () => {
    const read = (line: string): unknown => readHubCommand(line.split(' '));
    expect(read(`rebuild-rollups ${ORGANIZATION} 2026-01-01 2026-02-01`)).toEqual({
      kind: 'rebuild-rollups',
      organizationId: ORGANIZATION,
      days: { from: '2026-01-01', through: '2026-02-01' },
    });
    expect(read(`rotate-sealing-key ${ORGANIZATION}`)).toEqual({
      kind: 'rotate-sealing-key',
      organizationId: ORGANIZATION,
    });
    expect(read('replace-secret')).toEqual({ kind: 'replace-secret' });
    expect(read('configure shop.json')).toEqual({ kind: 'configure', file: 'shop.json' });
    expect(
      read(`provision --out desk.json --touchpoint ${TOUCHPOINT} --organization ${ORGANIZATION}`),
    ).toEqual({
      kind: 'provision',
      organizationId: ORGANIZATION,
      touchpointId: TOUCHPOINT,
      out: 'desk.json',
    });
    expect(read('invite anna@shop.example --new-organization Corner')).toEqual({
      kind: 'invite',
      email: 'anna@shop.example',
      organization: { newName: 'Corner' },
      role: 'admin',
      location: null,
      language: 'en',
    });
    expect(
      read(
        `invite anna@shop.example --organization ${ORGANIZATION} --role staff --location Utrecht --language nl`,
      ),
    ).toEqual({
      kind: 'invite',
      email: 'anna@shop.example',
      organization: { id: ORGANIZATION },
      role: 'staff',
      location: 'Utrecht',
      language: 'nl',
    });
    const survey = `survey-link --organization ${ORGANIZATION}`;
    expect(read(`${survey} --touchpoint ${TOUCHPOINT} --language nb`)).toEqual({
      kind: 'survey-link',
      organizationId: ORGANIZATION,
      does: { make: { touchpointId: TOUCHPOINT, language: 'nb' } },
    });
    expect(read(`${survey} --touchpoint ${TOUCHPOINT}`)).toEqual({
      kind: 'survey-link',
      organizationId: ORGANIZATION,
      does: { make: { touchpointId: TOUCHPOINT } },
    });
    expect(read(`${survey} --revoke AbCdEf`)).toEqual({
      kind: 'survey-link',
      organizationId: ORGANIZATION,
      does: { revoke: 'AbCdEf' },
    });
    expect(read(`${survey} --renew-start-code ${TOUCHPOINT}`)).toEqual({
      kind: 'survey-link',
      organizationId: ORGANIZATION,
      does: { renewStartCode: TOUCHPOINT },
    });
  });

  const provision = `provision --organization ${ORGANIZATION} --touchpoint ${TOUCHPOINT}`;
  const survey = `survey-link --organization ${ORGANIZATION}`;
  const invite = 'invite anna@shop.example';
  const id = 'must be an id, such as 0190a000-0000-7000-8000-000000000001';
  it.each([
    ['rebuild-rollups all', `ORGANIZATION_ID: ${id}; FROM: is missing; THROUGH: is missing`],
    [
      `rebuild-rollups ${ORGANIZATION} yesterday 2026-02-01`,
      'FROM: must be a day, such as 2026-11-23',
    ],
    ['rotate-sealing-key', 'ORGANIZATION_ID: is missing'],
    ['replace-secret now', '"now": is one too many'],
    ['configure', 'FILE.json: is missing'],
    ['configure a.json b.json', '"b.json": is one too many'],
    ['configure --file a.json', 'FILE.json: is missing; there is no option --file'],
    ['provision', '--organization: is missing; --touchpoint: is missing; --out: is missing'],
    [`${provision} --out`, '--out: has no value'],
    [`${provision} --out a.json --out b.json`, '--out: is there twice'],
    [`${provision} --out a.json --force yes`, 'there is no option --force'],
    [`${provision} --out a.json b.json`, '"b.json": belongs to no option'],
    ['forget', 'EMAIL: is missing'],
    ['forget anna', 'EMAIL: must be an e-mail address'],
    [`invite --organization ${ORGANIZATION}`, 'EMAIL: is missing'],
    [`invite anna --organization ${ORGANIZATION}`, 'EMAIL: must be an e-mail address'],
    [`${invite} --organization Corner`, `--organization: ${id}`],
    [
      `${invite} --organization ${ORGANIZATION.replaceAll('a', 'A')}`,
      '--organization: must be lower case',
    ],
    [invite, 'say one of --organization and --new-organization'],
    [
      `${invite} --organization ${ORGANIZATION} --new-organization Corner`,
      'say one of --organization and --new-organization',
    ],
    [
      `${invite} --organization ${ORGANIZATION} --role boss`,
      '--role: must be one of staff, manager, analyst, it, admin',
    ],
    [
      `${invite} --organization ${ORGANIZATION} --language es`,
      '--language: must be one of en, nl, de, fr, nb',
    ],
    [
      `${invite} --new-organization Corner --location Utrecht`,
      '--location: a new organization has none yet',
    ],
    [survey, 'say one of --touchpoint, --revoke and --renew-start-code'],
    [
      `${survey} --touchpoint ${TOUCHPOINT} --revoke AbCdEf`,
      'say one of --touchpoint, --revoke and --renew-start-code',
    ],
    [`${survey} --revoke AbCdEf --language nl`, '--language: goes with --touchpoint only'],
    [
      `${survey} --touchpoint ${TOUCHPOINT} --language es`,
      '--language: must be one of en, nl, de, fr, nb',
    ],
    [`${survey} --renew-start-code yes`, `--renew-start-code: ${id}`],
  ])('says of "%s" what is wrong, and how the command is called', (line, fault) => {
    const [first = ''] = line.split(' ');
    const read = (): unknown => readHubCommand(line.split(' '));
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(`${first}: ${fault}.\nUsage: npm run `);
    expect(read).toThrow(new RegExp(`\\nUsage: npm run [^\\n]*${first}[^\\n]*\\.$`));
  });

  it('says that a name is empty', () => {
    expect(() => readHubCommand(['invite', 'anna@shop.example', '--new-organization', ''])).toThrow(
      'invite: --new-organization: must not be empty.\n',
    );
  });

  it('says which commands there are', () => {
    for (const first of ['__proto__', 'serve', '']) {
      expect(() => readHubCommand([first])).toThrow(
        /or with one of: rebuild-rollups, .*survey-link\.$/,
      );
    }
  });
});
