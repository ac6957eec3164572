import path from 'node:path';
import { build, type InlineConfig } from 'vite';
import { projectRoot } from './project-root.ts';

const outDir = path.join(projectRoot, 'dist/electron');

/**
 * Files with everything in them but Electron and `serialport`, for the Node of the oldest Electron we run (20): the
 * entry, and one for each part that it loads later.
 * Native modules cannot be bundled, so `serialport` alone stays a dependency of the package.
 */
function bundle(entry: string, fileName: string, format: 'es' | 'cjs'): InlineConfig {
  return {
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: path.join(projectRoot, entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        external: ['electron', 'serialport', /^node:/],
        output: {
          format,
          entryFileNames: fileName,
          chunkFileNames: '[name].js',
        },
      },
    },
  };
}

/**
 * `dist/electron/main.js` (ES module) with `run-terminal.js` and `modbus-serial.js` beside it, and
 * `dist/electron/preload.cjs` (a sandboxed preload must be CommonJS).
 */
export async function buildElectron(): Promise<void> {
  await build(bundle('electron/main.ts', 'main.js', 'es'));
  await build(bundle('electron/preload.ts', 'preload.cjs', 'cjs'));
}
