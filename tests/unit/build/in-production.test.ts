import { afterEach, describe, expect, it, vi } from 'vitest';
import { inProduction } from '../../../build/in-production.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

async function seenInside(): Promise<string | undefined> {
  let seen: string | undefined;
  await inProduction(async () => {
    seen = process.env['NODE_ENV'];
  });
  return seen;
}

describe('inProduction', () => {
  it('builds for production and leaves what was set', async () => {
    vi.stubEnv('NODE_ENV', 'test');
    expect([await seenInside(), process.env['NODE_ENV']]).toEqual(['production', 'test']);
  });

  it('sets nothing for what runs later, even when the build fails', async () => {
    vi.stubEnv('NODE_ENV', undefined);
    const failing = inProduction(async () => {
      throw new Error('no build');
    });
    await expect(failing).rejects.toThrow('no build');
    expect('NODE_ENV' in process.env).toBe(false);
  });
});
