import { chromium, type Browser, type LaunchOptions } from '@playwright/test';
import { ensureCommand } from '../../build/debian-packages.ts';

/** Debian's Chromium, talking to nobody on its own. */
export function chromiumLaunchOptions(): LaunchOptions {
  return {
    executablePath: ensureCommand('chromium', 'chromium'),
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-domain-reliability',
      '--disable-sync',
      '--no-first-run',
      '--no-pings',
      '--autoplay-policy=no-user-gesture-required',
      // Chromium refuses its sandbox to root.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  };
}

/** Starts a Chromium of its own, apart from the test runner's. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(chromiumLaunchOptions());
}
