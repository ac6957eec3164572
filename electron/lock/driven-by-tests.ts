import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The field of a package's `package.json` that marks it as one for the journeys, which is never a release. */
const MARK = 'drivenByTests';

/**
 * Whether this is a package for the journeys, which drive it by switches that a release refuses. Baked into the
 * archive when it is packaged, so that nothing beside the program can say it.
 *
 * @param appPath the program's own folder, or archive.
 */
export function isDrivenByTests(appPath: string): boolean {
  const written: unknown = JSON.parse(readFileSync(join(appPath, 'package.json'), 'utf8'));
  return typeof written === 'object' && written !== null && Reflect.get(written, MARK) === true;
}
