import type { Catalogue } from './en.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';

/** What a language falls back to when it has no catalogue. */
export const FALLBACK_LANGUAGE = 'en';

/** One catalogue per language, by language tag. */
export const catalogues: Readonly<Record<string, Catalogue>> = { en, nl };
