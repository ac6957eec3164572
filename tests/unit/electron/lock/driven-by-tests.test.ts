import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageConfiguration } from '../../../../build/electron-builder.ts';
import { isDrivenByTests } from '../../../../electron/lock/driven-by-tests.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function saysOf(metadata: object): Promise<boolean> {
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('driven');
  cleanUp.defer(() => folder.remove());
  await writeFile(path.join(folder.path, 'package.json'), JSON.stringify(metadata));
  return isDrivenByTests(folder.path);
}

describe('the mark of a package for the journeys', () => {
  const runtime = { electronDist: '/electron', electronVersion: '33.2.1' };
  const metadataOf = (purpose: Parameters<typeof packageConfiguration>[0]) => ({
    name: 'glimlach',
    ...packageConfiguration(purpose).extraMetadata,
  });

  it('is in such a package', async () => {
    expect(await saysOf(metadataOf({ kind: 'test', ...runtime }))).toBe(true);
  });

  it('is in no release, and not in its rehearsal', async () => {
    expect(await saysOf(metadataOf({ kind: 'release' }))).toBe(false);
    expect(await saysOf(metadataOf({ kind: 'rehearsal', ...runtime }))).toBe(false);
  });

  it('is nothing but true', async () => {
    expect(await saysOf({ drivenByTests: 'true' })).toBe(false);
  });
});
