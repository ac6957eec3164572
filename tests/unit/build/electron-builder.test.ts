import { describe, expect, it } from 'vitest';
import { packageConfiguration } from '../../../build/electron-builder.ts';

describe('the configuration of packages', () => {
  it('starts no AppImage without its sandbox: what electron-builder adds by itself is taken back', () => {
    const release = packageConfiguration({ kind: 'release' });
    expect(release.appImage?.executableArgs).toEqual([]);
    expect(JSON.stringify(release)).not.toContain('no-sandbox');
  });
});
