import { readFile } from 'node:fs/promises';
import { describeFaults } from '../../contract/describe-faults.ts';
import { HubId } from '../../contract/identifiers.ts';
import { PinDigits } from '../../contract/staff-pin.ts';
import { ConfigError } from '../config-error.ts';
import { hashPin } from '../publishing/hash-pin.ts';
import { Publication } from '../publishing/publication.ts';
import { untranslatedTexts } from '../publishing/untranslated-texts.ts';

/** What somebody writes by hand: as what is published, but for the PIN, which stands there as it is typed. */
const ConfigureFile = Publication.extend({
  organization: HubId,
  /** Null: no staff menu. */
  staffPin: PinDigits.nullable().optional(),
}).check(({ value, issues }) => {
  for (const { path, language } of untranslatedTexts(value)) {
    issues.push({
      code: 'custom',
      input: value,
      path: [...path],
      message: `has no text in "${language}", which is among the languages`,
    });
  }
});

/** What a file says, ready to be published. */
export type Configure = { readonly organizationId: string; readonly publication: Publication };

/** @throws ConfigError with one line that names the file and the fields that are wrong. */
export async function readConfigureFile(file: string): Promise<Configure> {
  const read = ConfigureFile.safeParse(await readJson(file));
  if (!read.success) {
    throw new ConfigError(`Nothing was published. ${file}: ${describeFaults(read.error)}.`);
  }
  const { organization, staffPin, ...publication } = read.data;
  return {
    organizationId: organization,
    publication:
      staffPin === undefined
        ? publication
        : { ...publication, staffPin: staffPin === null ? null : await hashPin(staffPin) },
  };
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      `Nothing was published. ${file} cannot be read (${code ?? 'unknown error'}).`,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`Nothing was published. ${file} is not JSON${placeOf(error)}.`);
  }
}

/** Where JSON ends to be that, if it is told. The rest of the reason may quote the file, and the file holds a PIN. */
function placeOf(error: unknown): string {
  const place = / \(line \d+ column \d+\)$/.exec(error instanceof Error ? error.message : '');
  return place?.[0] ?? '';
}
