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

  it('says in one line how a command is called, and which there are', () => {
    const provision = `provision --organization ${ORGANIZATION} --touchpoint ${TOUCHPOINT}`;
    for (const line of [
      'rebuild-rollups all',
      'rotate-sealing-key',
      'replace-secret now',
      'configure',
      'configure a.json b.json',
      provision,
      `${provision} --out`,
      `${provision} --out a.json --out b.json`,
      `${provision} --out a.json --force yes`,
      'provision',
      'survey-link',
      `survey-link --organization ${ORGANIZATION}`,
      `survey-link --organization ${ORGANIZATION} --touchpoint ${TOUCHPOINT} --language es`,
      `survey-link --organization ${ORGANIZATION} --touchpoint ${TOUCHPOINT} --revoke AbCdEf`,
      `survey-link --organization ${ORGANIZATION} --renew-start-code yes`,
    ]) {
      const [first = ''] = line.split(' ');
      expect(() => readHubCommand(line.split(' '))).toThrow(ConfigError);
      expect(() => readHubCommand(line.split(' '))).toThrow(
        new RegExp(`^Usage: npm run [^\\n]*${first}[^\\n]*\\.$`),
      );
    }
    for (const first of ['__proto__', 'serve', '']) {
      expect(() => readHubCommand([first])).toThrow(
        /or with one of: rebuild-rollups, .*survey-link\.$/,
      );
    }
  });
});
