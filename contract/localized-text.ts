import { z } from 'zod';
import { LanguageTag } from './identifiers.ts';

/** A text in every language the terminal offers. */
export const LocalizedText = z.record(LanguageTag, z.string().min(1).max(200));
export type LocalizedText = z.infer<typeof LocalizedText>;
