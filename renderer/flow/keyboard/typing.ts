import type { TypingPurpose } from './keyboard-keys.ts';

/** A text and what of it is selected, in UTF-16 code units; the caret where nothing is. */
export type Typed = { readonly text: string; readonly from: number; readonly until: number };

export type Stroke =
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'backspace' };

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** @param longest in UTF-16 code units; what would make the text longer is not typed. */
export function typeStroke({ text, from, until }: Typed, stroke: Stroke, longest: number): Typed {
  const before = text.slice(0, from);
  const after = text.slice(until);
  if (stroke.kind === 'type') {
    const caret = from + stroke.text.length;
    return caret + after.length > longest
      ? { text, from, until }
      : { text: before + stroke.text + after, from: caret, until: caret };
  }
  const kept = from < until ? before : withoutLast(before);
  return { text: kept + after, from: kept.length, until: kept.length };
}

/** Whether a capital letter is usual next: at the start of a sentence, or of a part of a name. */
export function startsWithCapital({ text, from }: Typed, purpose: TypingPurpose): boolean {
  const before = text.slice(0, from);
  switch (purpose) {
    case 'text':
      return before.trim() === '' || /[.!?]\s+$|\n$/.test(before);
    case 'name':
      return before.trim() === '' || /[\s-]$/.test(before);
    case 'email':
    case 'phone':
      return false;
  }
}

/** A letter in upper case; as it is where that would make several of it, as of ß. */
export function capital(letter: string, language: string): string {
  const upper = letter.toLocaleUpperCase(language);
  return upper.length === letter.length ? upper : letter;
}

function withoutLast(text: string): string {
  const last = [...graphemes.segment(text)].at(-1);
  return last === undefined ? text : text.slice(0, last.index);
}
