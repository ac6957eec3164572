import { pbkdf2Sync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../build/project-root.ts';
import { ConfigError } from '../../../../hub/config-error.ts';
import { readConfigureFile } from '../../../../hub/commands/configure-file.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';

const EXAMPLE = path.join(projectRoot, 'docs/configure-example.json');
const TOUCHPOINT = '0190a000-0000-7000-8000-000000000003';

let folder: TemporaryFolder;
let file: string;

beforeEach(async () => {
  folder = await temporaryFolder('configure');
  file = path.join(folder.path, 'shop.json');
});
afterEach(() => folder.remove());

/** The example with some of its text replaced by other text. */
async function readChanged(from: string, to: string): Promise<unknown> {
  const text = await readFile(EXAMPLE, 'utf8');
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
  return readConfigureFile(file);
}

describe('readConfigureFile', () => {
  it('reads the example, and hashes its PIN', async () => {
    const { organizationId, publication } = await readConfigureFile(EXAMPLE);
    expect(organizationId).toBe('0190a000-0000-7000-8000-000000000001');
    expect(publication).toMatchObject({
      languages: ['nl', 'en'],
      buttons: { 0: 5, 5: 'staff' },
      touchpoints: { [TOUCHPOINT]: { questionnaire: { kind: 'smileys-5', ends: null } } },
    });
    const { salt = '', iterations = 0, hash } = publication.staffPin ?? {};
    const made = pbkdf2Sync('135790', Buffer.from(salt, 'base64url'), iterations, 32, 'sha256');
    expect([hash, iterations]).toEqual([made.toString('base64url'), 600_000]);
  });

  it('leaves alone what is not named, and takes away what is null', async () => {
    const organization = '0190a000-0000-7000-8000-000000000001';
    await writeFile(file, JSON.stringify({ organization, staffPin: null, hours: null }));
    expect(await readConfigureFile(file)).toEqual({
      organizationId: organization,
      publication: { staffPin: null, hours: null },
    });
  });

  it.each([
    ['"theme": "dusk"', '"theme": "dark"', 'appearance.theme: '],
    ['"135790"', '"12"', 'staffPin: must be 4 to 12 digits'],
    ['"afterMs": 5000', '"afterMs": 500', 'inStoreAlert.afterMs: '],
    [
      'http://192.168.1.20:8080',
      'http://alarm.example',
      'inStoreAlert.webhook.url: must be a URL with https://, or with http:// and a private or loopback address',
    ],
    ['"08:00"', '"8:00"', 'hours.weekly.0.from: must be a time such as "09:00"'],
    ['"kind": "review"', '"kind": "rebate"', 'paths.positive.thanks.offers.0.kind: '],
    ['"thanksMs"', '"thankMs"', 'Unrecognized key: "thankMs"'],
    ['"0": 5', '"99": 5', 'buttons.99: '],
    [
      '"en": "Paying"',
      '"de": "Zahlen"',
      'steps.0.choices.1.label: has no text in "en", which is among the languages',
    ],
    [
      '"id": "reason"',
      '"id": "ask-staff"',
      'paths.negative.steps.0.id: must be another, as "ask-staff" is what the kiosk records under by itself',
    ],
    [
      '"id": "reason"',
      '"id": "call-back"',
      'paths.negative.steps.0.id: must be another, as "call-back" is what',
    ],
    [', "en": "The queue was too long"', '', 'messages.0.said: has no text in "en"'],
  ])('names the field in one line when %s is %s', async (from, to, fault) => {
    const line = await readChanged(from, to).then(String, (error: Error) => error.message);
    expect(line).toMatch(/^Nothing was published\. [^\n]*\.$/);
    expect(line).toContain(file);
    expect(line).toContain(fault);
  });

  it('never repeats the secret of a webhook that it refuses', async () => {
    const line = await readChanged('whsec_dGhpcyBpcyBub', 'dGhpcyBpcyBub').then(
      String,
      (error: Error) => error.message,
    );
    expect(line).toContain('inStoreAlert.webhook.secret: must be "whsec_"');
    expect(line).not.toContain('dGhpcyBpcyBub');
  });

  it('says when there is no such file, or it is no JSON', async () => {
    await expect(readConfigureFile(file)).rejects.toThrow(`${file} cannot be read (ENOENT).`);
    await writeFile(file, '{\n  "thanksMs": 3000,,\n');
    const line = `Nothing was published. ${file} is not JSON (line 2 column 20).`;
    await expect(readConfigureFile(file)).rejects.toThrow(new ConfigError(line));
  });

  it.each([`{"staffPin": '135790'}`, '{"staffPin": 135790x}', '"135790'])(
    'never repeats a PIN, as of the file %j that is no JSON',
    async (text) => {
      await writeFile(file, text);
      const line = await readConfigureFile(file).then(String, (error: Error) => error.message);
      expect(line).toContain(`${file} is not JSON`);
      expect(line).not.toContain('135790');
    },
  );
});
