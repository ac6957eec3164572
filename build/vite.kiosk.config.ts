import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { appVersion } from './app-version.ts';
import { importChain } from './import-chain.ts';
import { projectRoot } from './project-root.ts';

const rendererDir = path.join(projectRoot, 'renderer');

type ChunkingContext = {
  getModuleInfo(moduleId: string): { readonly importedIds: readonly string[] } | null;
};

type CodeSplittingGroup = {
  readonly debugName: string;
  name(moduleId: string, context: ChunkingContext): string | null;
};

/** Attributes of the link by which a page asks for a file together with itself. */
const PRELOADS: readonly { readonly fileName: RegExp; readonly attrs: Record<string, string> }[] = [
  // By the script of the page alone it would come after that script has run.
  { fileName: /\/(program|rolldown-runtime)-[^/]*\.js$/, attrs: { rel: 'modulepreload' } },
  // By its style sheet alone it would come after the first words, set in another font.
  {
    fileName: /\/figtree-latin-wght-normal-[^/]*\.woff2$/,
    attrs: { rel: 'preload', as: 'font', type: 'font/woff2' },
  },
];

function preloads(): Plugin {
  return {
    name: 'preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        PRELOADS.flatMap(({ fileName, attrs }) =>
          Object.keys(bundle)
            .filter((file) => fileName.test(file))
            .map((file) => ({
              tag: 'link',
              injectTo: 'head',
              attrs: { ...attrs, href: `./${file}`, crossorigin: true },
            })),
        ),
    },
  };
}

/** Names the chunk for what a module of the page needs at its start. */
function chunkOf(file: string, name: string): CodeSplittingGroup {
  let needed: ReadonlySet<string> | null = null;
  return {
    debugName: name,
    name(moduleId, context) {
      needed ??= reachable(file, context);
      return needed.has(moduleId) ? name : null;
    },
  };
}

/** A module of the kiosk and all that it imports statically. */
function reachable(file: string, context: ChunkingContext): Set<string> {
  const found = new Set([path.join(rendererDir, file)]);
  for (const id of found) {
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) {
      found.add(imported);
    }
  }
  return found;
}

/** The schemas are loaded with what talks to the hub: a visitor's first touch does not wait for them. */
function startsWithoutSchemas(): Plugin {
  return {
    name: 'starts-without-schemas',
    apply: 'build',
    buildEnd(error) {
      const chain = importChain(
        path.join(rendererDir, 'main.tsx'),
        (id) => /[\\/]node_modules[\\/]zod[\\/]/.test(id),
        (id) => this.getModuleInfo(id)?.importedIds ?? [],
      );
      if (error === undefined && chain !== null) {
        const names = chain.map((id) => path.relative(projectRoot, id));
        this.error(`The kiosk's start program needs zod: ${names.join(' > ')}.`);
      }
    },
  };
}

/** The kiosk, for both shells: addresses are relative, so it runs at `kiosk://app/` and at `/kiosk/`. */
export default defineConfig({
  root: rendererDir,
  // One each: `npm run dev` serves both at once, and each throws away what the other prepared.
  cacheDir: path.join(projectRoot, 'node_modules/.vite/kiosk'),
  base: './',
  plugins: [react(), preloads(), startsWithoutSchemas()],
  define: {
    __APP_VERSION__: JSON.stringify(appVersion),
    __BUILT_AT_MS__: String(Date.now()),
  },
  build: {
    outDir: path.join(projectRoot, 'dist/kiosk'),
    emptyOutDir: true,
    // Inlined files would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: false,
    // The program stays one file, also where a part loaded later shares some of it: it loads and compresses better.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { ...chunkOf('start.ts', 'start'), priority: 1 },
            { ...chunkOf('main.tsx', 'program'), priority: 0 },
          ],
        },
      },
    },
  },
});
