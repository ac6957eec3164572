import type { Rating } from '../../contract/rating.ts';

/** Before every id of a thanked press, in the page's console. */
export const THANKED = 'faults-thanked ';

/** Has the page say in its console which press each thank-you is for, in the moment it is on the screen. */
export const watchThanks = `(() => {
  if (window.faultsWatching) { return; }
  window.faultsWatching = true;
  let last = null;
  const look = () => {
    const shown = document.querySelector('[data-screen=thanks] [data-press-id], [data-screen=thanks][data-press-id]');
    const pressId = shown === null ? null : shown.getAttribute('data-press-id');
    if (pressId !== null && pressId !== last) {
      console.debug(${JSON.stringify(THANKED)} + pressId);
    }
    last = pressId;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  look();
})()`;

const digits: Readonly<Record<Rating, string>> = { positive: '1', neutral: '2', negative: '3' };

/** A finger on a face; where a thank-you hides the faces, the key that presses on every screen. */
export function pressFace(rating: Rating): string {
  return `(() => {
    const face = document.querySelector('[data-screen=start] .face-button[data-rating=${rating}]');
    if (face === null) {
      dispatchEvent(new KeyboardEvent('keydown', { key: '${digits[rating]}', bubbles: true }));
      return;
    }
    const finger = { bubbles: true, cancelable: true, pointerId: 1, button: 0, isPrimary: true, pointerType: 'touch' };
    face.dispatchEvent(new PointerEvent('pointerdown', finger));
    face.dispatchEvent(new PointerEvent('pointerup', finger));
  })()`;
}

/** Moves the clock of whoever runs it; `null` puts it right. */
export function moveClock(offsetMs: number | null): string {
  return `(() => {
    const real = globalThis.faultsRealNow ?? Date.now;
    globalThis.faultsRealNow = real;
    Date.now = ${offsetMs === null ? 'real' : `() => real() + ${offsetMs}`};
  })()`;
}

const opening = `
  const wait = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const openOutbox = () => {
    const request = indexedDB.open('glimlach-outbox');
    // Deleted a moment ago: it must not come back empty by our asking.
    request.onupgradeneeded = () => request.transaction.abort();
    return wait(request);
  };`;

/**
 * What both stores hold: of the journal by main's own word, of the outbox by a look into IndexedDB past the kiosk's code.
 * The outbox is asked first, so that a press between the two questions makes the journal longer and never shorter.
 */
export const readHoldings = `(async () => {${opening}
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const boot = () => window.glimlach.request('boot', null);
  if (!names.includes('glimlach-outbox')) {
    return { outbox: [], journal: (await boot()).journal };
  }
  const database = await openOutbox();
  try {
    const outbox = [];
    const ledgers = await wait(database.transaction('ledgers').objectStore('ledgers').getAll());
    for (const { ledgerId, watermark } of ledgers) {
      const events = database.transaction('events').objectStore('events');
      const all = IDBKeyRange.bound([ledgerId, 0], [ledgerId, Number.MAX_SAFE_INTEGER]);
      const beyond = IDBKeyRange.bound([ledgerId, watermark.mark + 1], [ledgerId, Number.MAX_SAFE_INTEGER]);
      const newest = await wait(events.openKeyCursor(all, 'prev'));
      outbox.push({
        ledgerId,
        mark: watermark.mark,
        highest: newest === null ? watermark.mark : newest.primaryKey[1],
        heldBeyondMark: await wait(events.count(beyond)),
      });
    }
    return { outbox, journal: (await boot()).journal };
  } finally {
    database.close();
  }
})()`;

/** The frozen bytes of every event either store holds. */
export const readBodies = `(async () => {${opening}
  const database = await openOutbox();
  const outbox = (await wait(database.transaction('events').objectStore('events').getAll())).map(({ body }) => body);
  database.close();
  const journal = [];
  for (const { ledgerId } of (await window.glimlach.request('boot', null)).journal) {
    for (let from = 1; from !== null; ) {
      const page = await window.glimlach.request('readJournal', { ledgerId, from, limit: 1000 });
      journal.push(...page.bodies);
      from = page.next;
    }
  }
  return { outbox, journal };
})()`;
