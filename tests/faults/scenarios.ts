import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Rating } from '../../contract/rating.ts';
import { RATINGS } from '../../contract/ratings.ts';
import { audit } from './audit.ts';
import type { Check } from './check.ts';
import { readHubRecords } from './hub-records.ts';
import { booksSettled, everythingArrived } from './settled-books.ts';
import type { Shop } from './shop.ts';
import type { TerminalSite } from './terminal-site.ts';
import { until } from './until.ts';

const SETTLED_WITHIN_MS = 90_000;
const THANKED_WITHIN_MS = 15_000;
const PRESSES = 12;

/** A story of its own with one kind of fault, told on a shop of its own. */
export type Scenario = {
  readonly name: string;
  readonly run: (shop: Shop) => Promise<readonly Check[]>;
};

/** Starts the terminal and waits until it has opened its box: only from then on does a box without a memory count. */
async function startHeard({ terminal, box }: Shop): Promise<void> {
  const greetedBefore = box.greetings();
  await terminal.start();
  await until('the box is greeted', THANKED_WITHIN_MS, async () =>
    box.greetings() > greetedBefore ? true : null,
  );
}

/** Presses until so many more were thanked, each in another rating than the one before. */
async function pressUntilThanked(
  shop: Shop,
  count: number,
  press: (rating: Rating) => Promise<void> | void,
): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    const before = shop.thanked.size;
    await press(RATINGS[made % RATINGS.length] ?? 'positive');
    await until('a press is thanked', THANKED_WITHIN_MS, () =>
      shop.thanked.size > before ? true : null,
    );
  }
}

const ledgersOf = async (terminal: TerminalSite): Promise<readonly string[]> =>
  (await terminal.holdings()).journal.map(({ ledgerId }) => ledgerId);

/** The profile goes, and the journal is harmed, while seven presses wait that the hub has not heard of. */
async function loseStores(shop: Shop, harmJournal: () => Promise<unknown>): Promise<void> {
  const { hub, line, terminal } = shop;
  line.become({ kind: 'cut' });
  await pressUntilThanked(shop, 7, shop.pressBox);
  await terminal.cutPower();
  await terminal.deleteProfile();
  await harmJournal();
  line.become(null);
  await startHeard(shop);
  await pressUntilThanked(shop, 3, shop.pressBox);
  await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
}

/** The one loss that nothing saves: it has to be said, not hidden. */
export const bothStoresDestroyed: Scenario = {
  name: 'both stores destroyed at once',
  async run(shop) {
    const { hub, terminal } = shop;
    await startHeard(shop);
    await pressUntilThanked(shop, 5, shop.pressBox);
    await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
    const [lost] = await ledgersOf(terminal);
    await loseStores(shop, () => rm(path.join(terminal.folder, 'journal'), { recursive: true }));
    const books = await until('the hub hears of the loss', SETTLED_WITHIN_MS, async () => {
      const said = await hub.books();
      return said.some(({ ledgerId, state }) => ledgerId === lost && state === 'lost')
        ? said
        : null;
    });
    const others = books.filter(({ ledgerId }) => ledgerId !== lost);
    return [
      {
        claim: 'both stores destroyed at once: the hub says that the ledger is lost',
        against:
          others.length === 1 && others.every(({ state }) => state === 'open')
            ? []
            : [`the hub's books: ${JSON.stringify(books)}`],
      },
    ];
  },
};

/** Some numbers are gone from both stores, others are not: the hub is told how many it has to miss. */
export const holeInBothStores: Scenario = {
  name: 'a hole in both stores',
  async run(shop) {
    const { hub, terminal } = shop;
    await startHeard(shop);
    await pressUntilThanked(shop, 5, shop.pressBox);
    await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
    await loseStores(shop, () =>
      terminal.harmJournal({ what: 'flipped', file: 0, at: 0.75, bytes: 2 }),
    );
    const books = await hub.books();
    const [book] = books;
    const { events } = await readHubRecords(hub);
    const arrived = [...shop.thanked].filter((id) =>
      events.some((event) => event.id === id),
    ).length;
    const missed = shop.thanked.size - arrived;
    return [
      {
        claim: `a hole in both stores: the hub says that ${missed} of ${shop.thanked.size} presses are unaccounted for`,
        against:
          books.length === 1 && missed > 0 && book?.unaccounted === missed
            ? []
            : [`${missed} are missing; the hub's books: ${JSON.stringify(books)}`],
      },
    ];
  },
};

/** Everything the hub had heard in an hour is gone from it; the terminal still has it. */
export const hubRestored: Scenario = {
  name: 'hub restored to an old backup',
  async run(shop) {
    const { hub, terminal } = shop;
    await startHeard(shop);
    await pressUntilThanked(shop, PRESSES, shop.pressBox);
    await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
    await hub.backUp();
    await pressUntilThanked(shop, PRESSES, shop.pressBox);
    await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
    await hub.restore();
    const held = async (): Promise<number> => (await readHubRecords(hub)).events.length;
    const forgotten = shop.thanked.size - (await held());
    await pressUntilThanked(shop, 1, shop.pressBox);
    await everythingArrived(hub, terminal, SETTLED_WITHIN_MS);
    await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
    const { lost, duplicated, checks } = audit({
      thanked: shop.thanked,
      made: { box: shop.box.box().counts.reduce((sum, count) => sum + count, 0), touches: 0 },
      boxCounts: shop.boxCounts(),
      bodies: await terminal.bodies(),
      hub: await readHubRecords(hub),
    });
    return [
      {
        claim: `hub restored to an old backup: it had forgotten ${forgotten} presses and has all again, once`,
        against: [
          ...checks.flatMap(({ against }) => against),
          ...(forgotten >= PRESSES - 1 ? [] : [`the backup lacked only ${forgotten} presses`]),
          ...(lost + duplicated === 0 ? [] : [`lost ${lost}, duplicated ${duplicated}`]),
        ],
      },
    ];
  },
};

/** Two terminals from one disk: they number alike until the hub tells. */
export const clonedDisk: Scenario = {
  name: 'a cloned disk',
  async run(shop) {
    const { hub, terminal } = shop;
    await startHeard(shop);
    await pressUntilThanked(shop, 3, shop.pressBox);
    await booksSettled(hub, terminal, SETTLED_WITHIN_MS);
    const [shared] = await ledgersOf(terminal);
    await terminal.cutPower();
    const cloneFolder = path.join(shop.folder, 'clone');
    await cp(terminal.folder, cloneFolder, { recursive: true });
    // Where Chromium remembers which process holds the profile: it is another machine's now.
    await rm(path.join(cloneFolder, 'profile/SingletonLock'), { force: true });
    const clone = shop.openTerminal(cloneFolder);
    await startHeard(shop);
    await clone.start();
    for (let round = 0; round < 4; round += 1) {
      await pressUntilThanked(shop, 1, () => shop.pressBox(RATINGS[round % 3] ?? 'positive'));
      await pressUntilThanked(shop, 1, () => clone.touch(RATINGS[round % 3] ?? 'positive'));
    }
    await until('both went on in ledgers of their own', SETTLED_WITHIN_MS, async () => {
      await Promise.all([clone.touch('neutral'), clone.touch('positive')]);
      shop.pressBox('neutral');
      shop.pressBox('positive');
      const [here, there] = await Promise.all([ledgersOf(terminal), ledgersOf(clone)]);
      return here.length > 1 && there.length > 1 ? true : null;
    });
    const stored = await until(
      'every thanked press of both is stored',
      SETTLED_WITHIN_MS,
      async () => {
        const records = await readHubRecords(hub);
        const ids = new Set(records.events.map(({ id }) => id));
        return [...shop.thanked].every((id) => ids.has(id)) ? records : null;
      },
    );
    const own = stored.books.filter(({ ledgerId }) => ledgerId !== shared);
    const flagged = stored.books.find(({ ledgerId }) => ledgerId === shared)?.forked === true;
    return [
      {
        claim: `a cloned disk: the fork is flagged, ${own.length} new ledgers, and every thanked press of both is stored`,
        against: [
          ...(flagged ? [] : ['the hub does not say that the ledger is forked']),
          ...own
            .filter(({ forked }) => forked)
            .map(({ ledgerId }) => `the new ledger ${ledgerId} is forked as well`),
        ],
      },
    ];
  },
};
