import { expect, it } from 'vitest';

it('keeps zod, which is loaded later, from trying whether it may evaluate code', async () => {
  await import('../../../contract/without-eval.ts');
  const { config } = await import('zod');
  expect(config().jitless).toBe(true);
});
