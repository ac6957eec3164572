import type { HubSite } from './hub-site.ts';
import { notWhole } from './store-holdings.ts';
import type { TerminalSite } from './terminal-site.ts';
import { until } from './until.ts';

/**
 * Resolves when the hub holds every number that the terminal's stores hold at this moment. Presses may go on; whatever
 * else may be wrong is set right within this time, or it rejects.
 */
export async function everythingArrived(
  hub: HubSite,
  terminal: TerminalSite,
  withinMs: number,
): Promise<void> {
  const { journal } = await until('the terminal tells what it holds', withinMs, () =>
    terminal.holdings(),
  );
  await until('the hub holds everything that was made', withinMs, async () => {
    for (const { ledgerId, highest } of journal) {
      const [row] = await hub.query<{ complete: boolean }>(
        `select l.stored + l.parked @> int8range(1, $2::bigint, '[]') as complete
         from app.ledgers l where l.ledger_id = $1`,
        [ledgerId, highest],
      );
      if (highest > 0 && row?.complete !== true) {
        throw new Error(`of ledger ${ledgerId} not all of 1 to ${highest} are there`);
      }
    }
    return true;
  });
}

/** Resolves when nobody waits for anything: both stores are whole, and by the hub's books nothing is queued. */
export async function booksSettled(
  hub: HubSite,
  terminal: TerminalSite,
  withinMs: number,
): Promise<void> {
  await until('the books are empty', withinMs, async () => {
    const holdings = await terminal.holdings();
    const problem = notWhole(holdings);
    if (problem !== null) {
      throw new Error(problem);
    }
    const books = await hub.books();
    for (const { ledgerId, highest } of holdings.journal) {
      const book = books.find((each) => each.ledgerId === ledgerId);
      if (highest > 0 && (book === undefined || book.made < highest || book.queued > 0)) {
        throw new Error(
          `of ledger ${ledgerId} ${highest} were made; the hub knows ${book?.made ?? 0}, of which ${book?.queued ?? 0} wait`,
        );
      }
    }
    return true;
  });
}
