import { describe, expect, it } from 'vitest';
import { createRestoreWindow } from '../../faults/restore-window.ts';

/** What has come about when everything that could go on has gone on. */
async function settledOf(waiting: Promise<void>): Promise<boolean> {
  const otherwise = new Promise<boolean>((resolve) => {
    setImmediate(() => resolve(false));
  });
  return Promise.race([waiting.then(() => true), otherwise]);
}

describe('A restore window', () => {
  it('lets any store be harmed while the hub keeps what it has', async () => {
    const window = createRestoreWindow();
    expect(await settledOf(window.harm('journal'))).toBe(true);
    expect(await settledOf(window.harm('outbox'))).toBe(true);
  });

  it('lets one store be harmed while the hub is going to lose something, the other only afterwards', async () => {
    const window = createRestoreWindow();
    window.open();
    expect(await settledOf(window.harm('journal'))).toBe(true);
    expect(await settledOf(window.harm('journal'))).toBe(true);
    const other = window.harm('outbox');
    expect(await settledOf(other)).toBe(false);
    window.close();
    expect(await settledOf(other)).toBe(true);
  });
});
