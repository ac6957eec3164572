import type { Page } from '@playwright/test';
import type { FakeConsoleHub } from './fake-console-hub.ts';

/** A state of the console worth a picture. */
export type Scene = {
  name: string;
  signIn: boolean;
  play: (page: Page, hub: FakeConsoleHub) => Promise<void>;
};

export const MINUTE_MS = 60_000;

export function place(id: string, name: string): { id: string; name: string } {
  return { id: `0195c0de-0000-7000-8000-0000000000${id}`, name };
}

export async function live(page: Page): Promise<void> {
  await page.locator('[data-connection="live"]').waitFor();
}
