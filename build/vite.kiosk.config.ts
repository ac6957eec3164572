import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { appVersion } from './app-version.ts';
import { projectRoot } from './project-root.ts';

/** The kiosk, for both shells: addresses are relative, so it runs at `kiosk://app/` and at `/kiosk/`. */
export default defineConfig({
  root: path.join(projectRoot, 'renderer'),
  // One each: `npm run dev` serves both at once, and each throws away what the other prepared.
  cacheDir: path.join(projectRoot, 'node_modules/.vite/kiosk'),
  base: './',
  plugins: [react()],
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
