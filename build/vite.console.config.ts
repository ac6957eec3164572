import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const project = new URL('../', import.meta.url);

/** The console: hashed files only, nothing inlined, so that its page can forbid inline code and styles. */
export default defineConfig({
  root: fileURLToPath(new URL('console/', project)),
  // One each: `npm run dev` serves both at once, and each throws away what the other prepared.
  cacheDir: fileURLToPath(new URL('node_modules/.vite/console/', project)),
  base: '/',
  // What keeps its name: the manifest and its icons, which installed apps and notifications ask for.
  publicDir: 'public',
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('dist/console/', project)),
    emptyOutDir: true,
    target: ['chrome120', 'firefox121', 'safari17'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Libraries change less often than the console: browsers keep theirs over an update.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]/,
              priority: 1,
            },
            { name: 'libraries', test: /[\\/]node_modules[\\/].+\.m?js/ },
          ],
        },
      },
    },
    reportCompressedSize: true,
  },
});
