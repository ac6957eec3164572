import { copyFile, link, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { prepareElectronRuntime } from '../../../build/electron-runtime.ts';

/** Sources of an application of one window, by the names of its files; `main.js` and `index.html` are among them. */
export type BareFiles = Readonly<Record<string, string>>;

/** One button, which shows in its colour that it is down. */
export const BARE_BUTTON: BareFiles = {
  'main.js': `
const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 600, height: 960 });
  window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
`,
  'index.html': `<!doctype html>
<meta charset="utf-8">
<style>
  button { position: fixed; inset: 25%; background: white }
  button[data-down] { background: gray }
</style>
<button></button>
<script>
  const button = document.querySelector('button');
  button.addEventListener('pointerdown', () => { button.dataset.down = ''; });
</script>
`,
};

/** What is touched on the page of {@link BARE_BUTTON}. */
export const BARE_TOUCHABLE = { target: 'button', answered: 'button[data-down]' } as const;

/**
 * An application of its own on the runtime the terminal is packaged with.
 *
 * @returns the executable.
 */
export async function makeBareApplication(folder: string, files: BareFiles): Promise<string> {
  const runtime = await prepareElectronRuntime();
  const executable = path.join(folder, 'electron');
  for (const name of await readdir(runtime)) {
    if (name !== 'electron' && name !== 'resources') {
      await symlink(path.join(runtime, name), path.join(folder, name));
    }
  }
  // A link would lead it to the runtime's own resources.
  await link(path.join(runtime, 'electron'), executable).catch(() =>
    copyFile(path.join(runtime, 'electron'), executable),
  );
  const application = path.join(folder, 'resources/app');
  await mkdir(application, { recursive: true });
  await writeFile(
    path.join(application, 'package.json'),
    JSON.stringify({ name: 'bare', version: '1.0.0', main: 'main.js' }),
  );
  for (const [name, source] of Object.entries(files)) {
    await writeFile(path.join(application, name), source);
  }
  return executable;
}
