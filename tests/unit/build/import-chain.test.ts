import { describe, expect, it } from 'vitest';
import { importChain } from '../../../build/import-chain.ts';

const imports: Readonly<Record<string, readonly string[]>> = {
  main: ['shell', 'screens'],
  shell: ['outbox', 'main'],
  screens: ['react'],
  outbox: ['contract', 'dexie'],
  contract: ['zod'],
};

const chainTo = (unwanted: string) =>
  importChain(
    'main',
    (id) => id === unwanted,
    (id) => imports[id] ?? [],
  );

describe('importChain', () => {
  it('names who needs what is unwanted, and through whom', () => {
    expect(chainTo('zod')).toEqual(['main', 'shell', 'outbox', 'contract', 'zod']);
  });

  it('finds nothing where nothing needs it, although modules import each other', () => {
    expect(chainTo('jose')).toBeNull();
  });
});
