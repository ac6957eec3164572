import { describe, expect, it } from 'vitest';
import { createAccessWatch } from '../../../../hub/people/access-watch.ts';

describe('AccessWatch', () => {
  it('tells whoever watches that account, until they end it', async () => {
    const access = createAccessWatch();
    const told: string[] = [];
    const watcher = (name: string) => ({
      changed: () => void told.push(`${name} changed`),
      look: async () => void told.push(`${name} looks`),
    });
    const endOne = access.watch('anna', watcher('one'));
    access.watch('anna', watcher('two'));
    access.watch('bart', watcher('three'));
    access.changed('anna');
    access.changed('nobody');
    endOne();
    endOne();
    access.changed('anna');
    await access.lookAll();
    expect(told).toEqual(['one changed', 'two changed', 'two changed', 'two looks', 'three looks']);
  });
});
