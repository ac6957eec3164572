import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Rating } from '../../contract/rating.ts';
import { isRunning, processTree } from '../support/process-tree.ts';
import type { JournalDamage } from './fault.ts';
import { harmJournal } from './harm-journal.ts';
import { pressFace, readBodies, readHoldings } from './page-scripts.ts';
import { freezeFor, signal } from './process-signals.ts';
import { notWhole, StoreHoldings } from './store-holdings.ts';
import { until, within } from './until.ts';
import { launchWatchedKiosk, type WatchedKiosk } from './watched-kiosk.ts';

const UP_WITHIN_MS = 60_000;
/** A page whose crashes follow each other waits up to half a minute before it comes back. */
const PAGE_BACK_WITHIN_MS = 60_000;
/** Thousands of events by way of page, main and driver. */
const BODIES_WITHIN_MS = 60_000;
const ORPHANS_END_WITHIN_MS = 10_000;
/** Every store heals by itself in this time; if not, somebody would start the terminal again. */
const HEALED_WITHIN_MS = 20_000;

const Bodies = z.object({ outbox: z.array(z.string()), journal: z.array(z.string()) });

export type TerminalSetup = {
  /** Profile, journal, key and state. */
  readonly folder: string;
  readonly hubUrl: string;
  readonly enrolmentKey: string;
  readonly serialPath?: string;
  readonly onThanked: (pressId: string) => void;
};

/** A packaged terminal that is started, ended and harmed again and again. */
export type TerminalSite = {
  readonly folder: string;
  isRunning(): boolean;
  /** Resolves when the faces are on the screen. */
  start(): Promise<void>;
  /** SIGKILL to main and its children at once. */
  cutPower(): Promise<void>;
  /** SIGKILL to main; what it started has to end by itself. */
  killMain(): Promise<void>;
  freezeMain(forMs: number): Promise<void>;
  /** SIGKILL to the page's process. @returns how long its screen was away, in milliseconds. */
  killPage(): Promise<number>;
  freezePage(forMs: number): Promise<void>;
  deleteOutbox(): Promise<void>;
  /** Only while it does not run. */
  deleteProfile(): Promise<void>;
  harmJournal(damage: JournalDamage): Promise<string>;
  /** @param offsetMs what its wall clock differs from the real one by; until it is moved again or started anew. */
  moveClock(offsetMs: number | null): Promise<void>;
  /** Resolves once the page took it; rejects when it does not answer. */
  touch(rating: Rating): Promise<void>;
  holdings(): Promise<StoreHoldings>;
  /** Resolves when both stores hold all that the hub has not answered; starts the terminal again when it takes long. */
  becomeWhole(): Promise<void>;
  /** The frozen bytes that each store holds. */
  bodies(): Promise<z.infer<typeof Bodies>>;
  output(): string;
  end(): Promise<void>;
};

export function openTerminalSite(setup: TerminalSetup): TerminalSite {
  let kiosk: WatchedKiosk | null = null;
  let pagePid = 0;
  const outputs: string[] = [];

  function running(): WatchedKiosk {
    if (kiosk === null) {
      throw new Error('The terminal does not run.');
    }
    return kiosk;
  }

  const pageProcess = (): Promise<number> =>
    until('a page of this terminal is known', PAGE_BACK_WITHIN_MS, () =>
      processTree(running().pid).includes(pagePid) ? pagePid : null,
    );

  const facesUp = (): Promise<void> =>
    until('the faces are on the screen', PAGE_BACK_WITHIN_MS, async () =>
      (await running().inPage(
        "document.querySelector('#kiosk > :is([data-screen=start], [data-screen=thanks], [data-screen=step])') !== null",
      )) === true
        ? true
        : null,
    ).then(() => undefined);

  async function start(): Promise<void> {
    const { hubUrl, enrolmentKey, serialPath } = setup;
    kiosk = await within(
      UP_WITHIN_MS,
      launchWatchedKiosk(
        {
          terminalDir: setup.folder,
          hubUrl,
          enrolmentKey,
          ...(serialPath === undefined ? {} : { serialPath }),
        },
        (told) => {
          switch (told.what) {
            case 'thanked':
              setup.onThanked(told.pressId);
              return;
            case 'page':
              pagePid = told.pid;
          }
        },
      ),
    );
    await facesUp();
  }

  async function ended(how: (pid: number) => Promise<void>): Promise<void> {
    const ending = running();
    kiosk = null;
    ending.expectEnd();
    await how(ending.pid);
    // Also tells the driver, and ends what has not ended by itself.
    await ending.kill9();
    outputs.push(ending.output());
  }

  const holdings = async (): Promise<StoreHoldings> =>
    StoreHoldings.parse(await running().inPage(readHoldings));

  const whole = (): Promise<unknown> =>
    until('both stores are whole', HEALED_WITHIN_MS, async () => {
      const problem = notWhole(await holdings());
      if (problem !== null) {
        throw new Error(problem);
      }
      return true;
    });

  const site: TerminalSite = {
    folder: setup.folder,
    isRunning: () => kiosk !== null,
    start,
    cutPower: () => ended(() => Promise.resolve()),
    killMain: () =>
      ended(async (pid) => {
        const children = processTree(pid).slice(1);
        signal(pid, 'SIGKILL');
        try {
          await until('everything ends with main', ORPHANS_END_WITHIN_MS, () =>
            children.some(isRunning) ? null : true,
          );
        } finally {
          for (const orphan of children.filter(isRunning)) {
            signal(orphan, 'SIGKILL');
          }
        }
      }),
    freezeMain: (forMs) => freezeFor([running().pid], forMs),
    async killPage() {
      const before = await pageProcess();
      const killedAtMs = performance.now();
      signal(before, 'SIGKILL');
      await until('another page came up', PAGE_BACK_WITHIN_MS, () =>
        pagePid === before ? null : true,
      );
      await facesUp();
      return performance.now() - killedAtMs;
    },
    freezePage: async (forMs) => freezeFor([await pageProcess()], forMs),
    deleteOutbox: () => running().deleteIndexedDb(),
    deleteProfile: () => rm(path.join(setup.folder, 'profile'), { recursive: true }),
    harmJournal: (damage) => harmJournal(setup.folder, damage),
    async moveClock(offsetMs) {
      // The page may be on its way back from another fault.
      await until('the clocks are moved', PAGE_BACK_WITHIN_MS, async () => {
        await running().moveClock(offsetMs);
        return true;
      });
    },
    async touch(rating) {
      await running().inPage(pressFace(rating));
    },
    holdings,
    async becomeWhole() {
      try {
        await whole();
      } catch {
        await site.cutPower();
        await start();
        await whole();
      }
    },
    bodies: async () => Bodies.parse(await running().inPage(readBodies, BODIES_WITHIN_MS)),
    output: () => [...outputs, kiosk?.output() ?? ''].join('\n'),
    async end() {
      if (kiosk !== null) {
        await site.cutPower();
      }
    },
  };
  return site;
}
