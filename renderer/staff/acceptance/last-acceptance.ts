import type { PageMemory } from '../../recording/outbox-trust.ts';

/** The site acceptance test this terminal went through last. */
export type LastAcceptance = {
  readonly atMs: number;
  readonly who: string;
  readonly passed: boolean;
  /** Where its report is. */
  readonly file: string;
};

const KEY = 'glimlach-acceptance';

/** Null when there was none, or nothing is remembered of it: the report is kept all the same. */
export function recallAcceptance(memory: PageMemory): LastAcceptance | null {
  try {
    const kept: unknown = JSON.parse(memory.getItem(KEY) ?? 'null');
    return isAcceptance(kept) ? kept : null;
  } catch {
    return null;
  }
}

export function keepAcceptance(memory: PageMemory, acceptance: LastAcceptance): void {
  try {
    memory.setItem(KEY, JSON.stringify(acceptance));
  } catch {
    // As above.
  }
}

function isAcceptance(kept: unknown): kept is LastAcceptance {
  return (
    typeof kept === 'object' &&
    kept !== null &&
    'atMs' in kept &&
    typeof kept.atMs === 'number' &&
    Math.abs(kept.atMs) <= 8_640_000_000_000_000 &&
    'who' in kept &&
    typeof kept.who === 'string' &&
    'passed' in kept &&
    typeof kept.passed === 'boolean' &&
    'file' in kept &&
    typeof kept.file === 'string'
  );
}
