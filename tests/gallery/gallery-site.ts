import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { projectRoot } from '../../build/project-root.ts';

/** Nobody answers there: every request is answered by the test itself. */
const ORIGIN = 'http://gallery.example';
const OUT_DIR = path.join(projectRoot, 'test-results/gallery-site');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.woff2': 'font/woff2',
};

/** Builds the page that shows every screen of the kiosk without a terminal behind it. */
export async function buildGallery(): Promise<void> {
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
export async function serveGallery(context: BrowserContext): Promise<string> {
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
