import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { projectRoot } from '../../build/project-root.ts';
import { chromiumLaunchOptions } from '../support/chromium.ts';

/** A page that shows every screen of the kiosk without a terminal behind it, in a browser of its own. */
export type OpenGallery = AsyncDisposable & { readonly page: Page };

/** Nobody answers there: every request is answered by the test itself. */
const ORIGIN = 'http://gallery.example';
const OUT_DIR = path.join(projectRoot, 'test-results/gallery-site');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
};

async function buildGallery(): Promise<void> {
  await build({
    root: path.join(projectRoot, 'tests/gallery'),
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    define: { __APP_VERSION__: '"0.0.0"', __BUILT_AT_MS__: '0' },
    build: { outDir: OUT_DIR, emptyOutDir: true, assetsInlineLimit: 0 },
  });
}

/** Lets the pages of a browser context find the gallery. @returns its address. */
async function serveGallery(context: BrowserContext): Promise<string> {
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = path.join(OUT_DIR, pathname === '/' ? 'index.html' : pathname);
    const contentType = CONTENT_TYPES[path.extname(file)];
    if (contentType === undefined || !file.startsWith(OUT_DIR)) {
      await route.fulfill({ status: 404 });
      return;
    }
    await route.fulfill({ contentType, body: await readFile(file) });
  });
  return `${ORIGIN}/`;
}

/** Builds the gallery and opens it, with motion reduced. Disposing closes its browser. */
export async function openGallery(): Promise<OpenGallery> {
  await buildGallery();
  const browser = await chromium.launch(chromiumLaunchOptions());
  try {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    const address = await serveGallery(context);
    const page = await context.newPage();
    await page.goto(address);
    return { page, [Symbol.asyncDispose]: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
