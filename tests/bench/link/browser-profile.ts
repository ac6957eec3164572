import { chromium, type BrowserContext } from '@playwright/test';
import { chromiumLaunchOptions } from '../../support/chromium.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Runs something in a Chromium with an empty profile of its own on the disk, and removes both. */
export async function inOwnProfile<T>(
  purpose: string,
  work: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const profile = await temporaryFolder(purpose);
  try {
    const context = await chromium.launchPersistentContext(profile.path, {
      ...chromiumLaunchOptions(),
      viewport: { width: 768, height: 1024 },
      // A start screen that draws attention would compete for the processor with what is measured.
      reducedMotion: 'reduce',
    });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  } finally {
    await profile.remove();
  }
}
