import { z } from 'zod';
import { LocalizedText } from './localized-text.ts';

/** `contrast` meets WCAG 2.2 AAA for text (7:1) and draws every edge. */
export const Theme = z.enum(['paper', 'dusk', 'contrast']);
export type Theme = z.infer<typeof Theme>;

/** Hexadecimal, such as `#1a7f54`. */
const Colour = z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as "#1a7f54"');

export const MAX_LOGO_LENGTH = 64_000;

/** How a kiosk looks and sounds. */
export const Appearance = z.strictObject({
  theme: Theme.default('paper'),
  /** The customer's own; the kiosk darkens or lightens the accent where its contrast would not do. */
  brand: z
    .strictObject({
      name: z.string().min(1).max(60),
      accent: Colour.nullable(),
      /** A PNG in base64, shown at most as high as a line of the question; null for the name alone. */
      logo: z.base64().max(MAX_LOGO_LENGTH).nullable(),
    })
    .nullable()
    .default(null),
  /** `lower-half`: everything to press is within reach of somebody who sits. */
  reach: z.enum(['full', 'lower-half']).default('full'),
  /** 0 (silent) to 1. */
  soundVolume: z.number().min(0).max(1).default(0.35),
  /** "You said, we did": what came of earlier feedback, shown in turn on the start screen. */
  messages: z
    .array(z.strictObject({ said: LocalizedText, did: LocalizedText }))
    .max(8)
    .default([]),
});
export type Appearance = z.infer<typeof Appearance>;
