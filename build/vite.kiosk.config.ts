import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { appVersion } from './app-version.ts';
import { projectRoot } from './project-root.ts';

/** Asks for a font together with the page: by its style sheet alone it comes after the first words, set in another. */
function preloadFont(fileName: RegExp): Plugin {
  return {
    name: 'preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => fileName.test(file))
          .map((file) => ({
            tag: 'link',
            injectTo: 'head',
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              href: `./${file}`,
              crossorigin: true,
            },
          })),
    },
  };
}

/** The kiosk, for both shells: addresses are relative, so it runs at `kiosk://app/` and at `/kiosk/`. */
export default defineConfig({
  root: path.join(projectRoot, 'renderer'),
  // One each: `npm run dev` serves both at once, and each throws away what the other prepared.
  cacheDir: path.join(projectRoot, 'node_modules/.vite/kiosk'),
  base: './',
  plugins: [react(), preloadFont(/figtree-latin-wght-normal.*\.woff2$/)],
  define: {
    __APP_VERSION__: JSON.stringify(appVersion),
    __BUILT_AT_MS__: String(Date.now()),
  },
  build: {
    outDir: path.join(projectRoot, 'dist/kiosk'),
    emptyOutDir: true,
    // Inlined files would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the start needs stays one file, also where a part loaded later shares it: it loads and compresses better.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
    },
  },
});
