import { describe, expect, it } from 'vitest';
import { claimTerminal } from '../../../../renderer/host/claim-terminal.ts';

describe('claimTerminal', () => {
  it('says that https is needed where a page over plain http has no locks', async () => {
    expect(await claimTerminal(undefined)).toEqual({ held: false, why: 'insecure' });
  });

  it('gives the terminal to one window, and to the next when it is free', async () => {
    const first = await claimTerminal(navigator.locks);
    const second = await claimTerminal(navigator.locks);
    expect([first.held, second]).toEqual([
      true,
      { held: false, why: 'open-elsewhere', freed: expect.any(Promise) },
    ]);
  });
});
