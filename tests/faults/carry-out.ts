import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import type { Presser } from './presser.ts';
import type { RestoreWindow, Store } from './restore-window.ts';
import { everythingArrived } from './settled-books.ts';
import type { Shop } from './shop.ts';

/** After a restore the hub is given everything again; the line may be bad meanwhile. */
const ARRIVED_WITHIN_MS = 120_000;
/** A clock that starts again stands here, in milliseconds since 1970. */
const DEAD_CLOCK_MS = 42_000;

export type CarryingOut = {
  readonly shop: Shop;
  readonly presser: Presser;
  readonly window: RestoreWindow;
  /** Told what exactly was done, for the report of a failure. */
  readonly note: (text: string) => void;
};

/** Lets something go wrong, and sets right what would not heal by itself. Resolves when this fault is over. */
export async function carryOut(fault: Fault, parts: CarryingOut): Promise<void> {
  const { shop, window, note } = parts;
  const { hub, line, terminal } = shop;
  switch (fault.kind) {
    case 'renderer-killed':
      await terminal.killPage();
      return undefined;
    case 'renderer-frozen':
      return terminal.freezePage(fault.forMs);
    case 'main-killed':
      await terminal.killMain();
      return terminal.start();
    case 'main-frozen':
      return terminal.freezeMain(fault.forMs);
    case 'power-cut':
      await terminal.cutPower();
      return terminal.start();
    case 'profile-deleted':
      await untouched('outbox', parts);
      await terminal.cutPower();
      await terminal.deleteProfile();
      return startAfterHarm(parts);
    case 'outbox-deleted':
      await untouched('outbox', parts);
      await terminal.deleteOutbox();
      parts.presser.resume();
      return;
    case 'journal-damaged':
      await untouched('journal', parts);
      await terminal.cutPower();
      note(await terminal.harmJournal(fault.damage));
      return startAfterHarm(parts);
    case 'disk-full':
      return fillDisk(fault.forMs, parts);
    case 'clock-jump': {
      const offsetMs = fault.jump.to === '1970' ? DEAD_CLOCK_MS - Date.now() : fault.jump.byMs;
      return terminal.moveClock(offsetMs);
    }
    case 'hub-killed':
      return hub.kill();
    case 'hub-frozen':
      return hub.freeze(fault.forMs);
    case 'database-killed':
      return hub.killDatabase(fault.whole);
    case 'database-frozen':
      return hub.freezeDatabase(fault.forMs);
    case 'hub-restored':
      window.open();
      await hub.backUp();
      await delay(fault.forMs);
      await hub.restore();
      await everythingArrived(hub, terminal, ARRIVED_WITHIN_MS);
      window.close();
      return;
    case 'network':
      line.become(fault.line);
      await delay(fault.forMs);
      line.become(null);
  }
}

/**
 * Waits until this store may be harmed: the promise covers one loss at a time, so the other one has to hold everything
 * then. Nobody presses from here until `resume`.
 */
async function untouched(store: Store, { shop, presser, window }: CarryingOut): Promise<void> {
  await shop.terminal.becomeWhole();
  await window.harm(store);
  await presser.pause();
  await shop.terminal.becomeWhole();
}

async function startAfterHarm({ shop, presser }: CarryingOut): Promise<void> {
  // From here on visitors press again: a box remembers what a terminal that is down does not hear.
  presser.resume();
  await shop.terminal.start();
}

async function fillDisk(forMs: number, parts: CarryingOut): Promise<void> {
  const { disk, terminal } = parts.shop;
  if (!disk.ok) {
    return;
  }
  await untouched('outbox', parts);
  await disk.disk.fill();
  parts.presser.resume();
  try {
    await delay(forMs);
  } finally {
    await disk.disk.free();
  }
  // Chromium goes on writing behind a record that did not fit, and finds its database broken not at the next start but at
  // the one after. Until then the outbox counts as harmed.
  for (let starts = 0; starts < 2; starts += 1) {
    await terminal.cutPower();
    await terminal.start();
    await terminal.becomeWhole();
  }
}
