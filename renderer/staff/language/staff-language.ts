import type { LanguageTag } from '../../../contract/identifiers.ts';
import type { PageMemory } from '../../recording/outbox-trust.ts';
import { languageRange } from '../../language/texts.ts';
import { staffCatalogues } from './staff-words.ts';

const KEY = 'glimlach-staff-language';

/** The language the menu was in last; else the visitors', where the menu speaks it; else the fallback's. */
export function recallStaffLanguage(memory: PageMemory, visitors: LanguageTag): LanguageTag {
  let kept: string | null = null;
  try {
    kept = memory.getItem(KEY);
  } catch {
    // Without a memory the visitors' does.
  }
  const asked = [...(kept === null ? [] : [kept]), ...languageRange(visitors)];
  return asked.find((tag) => Object.hasOwn(staffCatalogues, tag)) ?? 'en';
}

export function keepStaffLanguage(memory: PageMemory, language: LanguageTag): void {
  try {
    memory.setItem(KEY, language);
  } catch {
    // It is chosen again next time.
  }
}
