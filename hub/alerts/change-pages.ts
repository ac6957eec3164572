import {
  positionOf,
  type AlertChange,
  type ChangePosition,
  type ChangesPage,
} from './read-alerts.ts';

export type ToldPage = {
  readonly changes: readonly AlertChange[];
  /** Of somebody who was told these and all before them. */
  readonly cursor: string;
  /** What the last page's cursor will be. */
  readonly horizon: string;
};

/**
 * Everything that changed since `cursor`, page by page; the last page, which may be empty, carries the cursor that
 * takes the place of the old one.
 *
 * What commits while the pages are read may lie before the page that is next. Its transaction is not below the horizon
 * of the first reading, so no cursor passes that: whoever resumes is told again what lies above it.
 */
export async function* readChangePages(
  readPage: (after: ChangePosition) => Promise<ChangesPage>,
  cursor: string,
): AsyncGenerator<ToldPage, void, undefined> {
  let after = positionOf(cursor);
  let horizon: string | undefined;
  for (;;) {
    const page = await readPage(after);
    horizon ??= page.horizon;
    const last = page.changes.at(-1);
    if (last === undefined || !page.more) {
      yield { changes: page.changes, cursor: horizon, horizon };
      return;
    }
    // Another alert of the same transaction may still come, so that transaction is not passed yet.
    yield { changes: page.changes, cursor: lower(last.changedBy, horizon), horizon };
    after = { changedBy: last.changedBy, alertId: last.alert.id };
  }
}

function lower(one: string, other: string): string {
  return BigInt(one) < BigInt(other) ? one : other;
}
