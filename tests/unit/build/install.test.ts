import { describe, expect, it } from 'vitest';
import { staleBecause } from '../../../build/install.mjs';

const wanted = {
  '': {},
  'node_modules/react': { version: '19.3.1' },
  'node_modules/fsevents': { version: '2.3.3', optional: true },
};

describe('staleBecause', () => {
  it('finds nothing to install when every package is there, whatever npm left out for this platform', () => {
    expect(staleBecause(wanted, { 'node_modules/react': { version: '19.3.1' } })).toBeNull();
  });

  it('says that nothing is installed on a fresh clone', () => {
    expect(staleBecause(wanted, null)).toBe('nothing is installed yet');
  });

  it('names a package that is missing', () => {
    expect(staleBecause(wanted, {})).toBe('node_modules/react is missing');
  });

  it('names a package of another version', () => {
    expect(staleBecause(wanted, { 'node_modules/react': { version: '18.0.0' } })).toBe(
      'node_modules/react is 18.0.0, the lock file says 19.3.1',
    );
  });
});
