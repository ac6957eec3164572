import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { projectRoot } from '../../../build/project-root.ts';
import { kioskEnvironment } from '../../support/packaged-kiosk.ts';
import { openPtyPair } from '../../support/serial-pty.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { makeBareApplication } from './bare-application.ts';
import { startElectronWindow } from './electron-window.ts';
import { openLineEnd } from '../../support/line-end.ts';
import { monotonicMs } from './monotonic.ts';

/**
 * The least that takes a press the way of a terminal: bytes on a serial port of the main process, one message to the
 * page, one strict put there, one synced write to a file in main, one message that says so. Nothing is decoded, checked,
 * numbered, shown or sent.
 */
export type LeastTerminal = AsyncDisposable & {
  /** From the bytes until the page knows that both have it, in milliseconds. */
  pressMs(): Promise<number>;
};

const FRAME = new Uint8Array(32).fill(0x55);
const JOURNAL_BYTES = 2 * 1024 * 1024;

/** @param bodyLength of what is kept, in bytes: as long as an event's body. */
export async function openLeastTerminal(bodyLength: number): Promise<LeastTerminal> {
  const undo = new AsyncDisposableStack();
  try {
    const folder = await temporaryFolder('least');
    undo.defer(() => folder.remove());
    const serial = undo.use(await openPtyPair());
    const box = await openLineEnd(serial.boxPath, () => undefined);
    undo.defer(() => box.close());
    const journalPath = path.join(folder.path, 'journal');
    await writeFile(journalPath, Buffer.alloc(JOURNAL_BYTES, ' '));
    const executable = await makeBareApplication(folder.path, {
      'main.js': mainScript({ serialPath: serial.terminalPath, journalPath, bodyLength }),
      'preload.js': PRELOAD,
      'index.html': PAGE,
    });
    const window = undo.use(
      await startElectronWindow({
        executable,
        env: kioskEnvironment({ terminalDir: folder.path }),
        switches: [`--user-data-dir=${path.join(folder.path, 'profile')}`],
        script: `(${tellWhenReady.toString()})();`,
      }),
    );
    await window.nextTold();
    const offsetMs = await window.pageOffsetMs();
    return {
      async pressMs() {
        const fromMs = monotonicMs();
        box.write(FRAME);
        return Number(await window.nextTold()) + offsetMs - fromMs;
      },
      [Symbol.asyncDispose]: () => undo.disposeAsync(),
    };
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
}

function tellWhenReady(): void {
  const page = window as unknown as { benchTell(text: string): void; ready?: Promise<void> };
  document.addEventListener(
    'readystatechange',
    () => {
      void page.ready?.then(() => page.benchTell('ready'));
    },
    { once: true },
  );
}

function mainScript(parts: {
  serialPath: string;
  journalPath: string;
  bodyLength: number;
}): string {
  return `
const fs = require('node:fs');
const { app, BrowserWindow, ipcMain } = require('electron');
const { SerialPort } = require(${JSON.stringify(path.join(projectRoot, 'node_modules/serialport'))});
const parts = ${JSON.stringify(parts)};
const body = 'x'.repeat(parts.bodyLength);
const journal = fs.openSync(parts.journalPath, 'r+');
let endBytes = 0;
app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 600,
    height: 960,
    webPreferences: { preload: __dirname + '/preload.js', backgroundThrottling: false },
  });
  window.loadFile('index.html');
  const port = new SerialPort({ path: parts.serialPath, baudRate: 115200, autoOpen: false });
  ipcMain.handle('open', () => new Promise((resolve, reject) => port.open((error) => error ? reject(error) : resolve())));
  let heardBytes = 0;
  port.on('data', (bytes) => {
    heardBytes += bytes.length;
    if (heardBytes < ${FRAME.length}) return;
    heardBytes = 0;
    window.webContents.send('pressed', body);
    fs.writeSync(journal, body, endBytes);
    fs.fdatasyncSync(journal);
    endBytes += parts.bodyLength;
    window.webContents.send('journal');
  });
});
app.on('window-all-closed', () => app.quit());
`;
}

const PRELOAD = `
const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('main', {
  open: () => ipcRenderer.invoke('open'),
  on: (name, listener) => { ipcRenderer.on(name, (_event, body) => listener(body)); },
});
`;

const PAGE = `<!doctype html>
<meta charset="utf-8">
<script>
  let database;
  let number = 0;
  let waitsFor = new Set();
  const settle = (store) => {
    waitsFor.delete(store);
    if (waitsFor.size === 0) benchTell(String(performance.now()));
  };
  main.on('pressed', (body) => {
    waitsFor = new Set(['outbox', 'journal']);
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction.addEventListener('complete', () => settle('outbox'));
    transaction.objectStore('rows').put({ number: number += 1, body });
  });
  main.on('journal', () => settle('journal'));
  window.ready = new Promise((resolve, reject) => {
    const opening = indexedDB.open('least', 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows', { keyPath: 'number' }));
    opening.addEventListener('success', () => {
      database = opening.result;
      main.open().then(resolve, reject);
    });
    opening.addEventListener('error', () => reject(opening.error));
  });
</script>
`;
