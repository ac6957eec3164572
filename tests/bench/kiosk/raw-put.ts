import type { ElectronWindow } from './electron-window.ts';

const DATABASE = 'bench-floor';

/** Puts rows the bare way, in a database of its own beside the kiosk's and in the same page. */
export type RawPuts = {
  /** From the call until the strict transaction is complete, in milliseconds. */
  putMs(): Promise<number>;
};

/** @param rowLength of the row's text, in UTF-16 code units: as long as an event's body. */
export async function openRawPuts(window: ElectronWindow, rowLength: number): Promise<RawPuts> {
  await window.evaluate(openFloor, DATABASE);
  let number = 0;
  return {
    putMs() {
      number += 1;
      return window.evaluate(putOnFloor, number, rowLength);
    },
  };
}

function openFloor(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('rows', { keyPath: 'number' });
    });
    request.addEventListener('success', () => {
      Object.assign(window, { benchFloor: request.result });
      resolve();
    });
    request.addEventListener('error', () => reject(new Error(String(request.error))));
  });
}

function putOnFloor(number: number, rowLength: number): Promise<number> {
  const { benchFloor } = window as unknown as { benchFloor: IDBDatabase };
  const row = { number, body: 'x'.repeat(rowLength) };
  return new Promise((resolve, reject) => {
    const fromMs = performance.now();
    const transaction = benchFloor.transaction('rows', 'readwrite', { durability: 'strict' });
    transaction.addEventListener('complete', () => resolve(performance.now() - fromMs));
    transaction.addEventListener('abort', () => reject(new Error(String(transaction.error))));
    transaction.objectStore('rows').put(row);
  });
}
