import path from 'node:path';
import { build } from 'vite';
import { injectManifest } from 'workbox-build';
import { projectRoot } from './project-root.ts';

/** Bundles one as a module of its own into a folder. */
async function bundle(source: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: path.join(projectRoot, source),
    logLevel: 'warn',
    publicDir: false,
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      lib: { entry: 'service-worker.ts', formats: ['es'], fileName: () => 'service-worker.js' },
    },
  });
}

/** The console's service worker, which shows pushes: `dist/console/service-worker.js`. */
export async function buildConsoleServiceWorker(): Promise<void> {
  await bundle('console/service-worker', path.join(projectRoot, 'dist/console'));
}

/**
 * The browser shell's service worker, with the list of the built kiosk's files in it: `dist/kiosk/service-worker.js`.
 * The kiosk must be built before. The bundle without the list stays outside the output, or a second run would find
 * no place left to put the list.
 */
export async function buildServiceWorker(): Promise<void> {
  const bundles = path.join(projectRoot, '.tsbuild/service-worker');
  const kiosk = path.join(projectRoot, 'dist/kiosk');
  await bundle('renderer/service-worker', bundles);
  const { count, warnings } = await injectManifest({
    swSrc: path.join(bundles, 'service-worker.js'),
    swDest: path.join(kiosk, 'service-worker.js'),
    globDirectory: kiosk,
    globPatterns: ['**/*'],
    globIgnores: ['service-worker.js', '**/*.map'],
    // Vite's file names carry a hash of their content.
    dontCacheBustURLsMatching: /assets\//,
  });
  if (count === 0 || warnings.length > 0) {
    throw new Error(
      `The service worker would keep ${count} files of the kiosk: ${warnings.join('; ') || 'none were found in dist/kiosk'}.`,
    );
  }
}
