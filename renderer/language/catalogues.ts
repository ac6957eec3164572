import { de } from './de.ts';
import type { Catalogue } from './en.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nb } from './nb.ts';
import { nl } from './nl.ts';

/** What a language falls back to when it has no catalogue. */
export const FALLBACK_LANGUAGE = 'en';

/**
 * One catalogue per language, by language tag: what visitors read, and whoever sets the terminal up. A part that is
 * loaded later has catalogues of its own beside it, and speaks by `textsFrom` too.
 */
export const catalogues: Readonly<Record<string, Catalogue>> = { en, nl, de, fr, nb };
