import type { KeyboardLayout } from './keyboard-layout.ts';

/** What is typed: it decides which signs are at hand. */
export type TypingPurpose = 'text' | 'name' | 'phone' | 'email';

export type KeyboardLayer = 'letters' | 'symbols';

/** A key; its width in widths of a letter's. */
export type KeyboardKey = { readonly width: number } & (
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'backspace' }
  | { readonly kind: 'shift' }
  | { readonly kind: 'layer'; readonly layer: KeyboardLayer }
);

export type KeyboardKeys = {
  /** How many letters wide. */
  readonly columns: number;
  readonly rows: readonly (readonly KeyboardKey[])[];
};

/** Beside the space bar: before it and after it. */
const AT_HAND: Readonly<
  Record<Exclude<TypingPurpose, 'phone'>, readonly [before: string, after: string]>
> = { text: [',', '.?'], name: ['-', "'."], email: ['@', '.-_'] };
const DIGITS = '1234567890';
const SIGNS = '@/:;()€&+-';
const MORE_SIGNS = '!"%';
const WIDEST = 2;

/** The rows of keys as they stand now. A keyboard keeps its number of rows in both layers. */
export function keyboardKeys(
  layout: KeyboardLayout,
  purpose: TypingPurpose,
  layer: KeyboardLayer,
): KeyboardKeys {
  if (purpose === 'phone') {
    return {
      columns: 3,
      rows: [letters('123'), letters('456'), letters('789'), [...letters('+0'), backspace(1)]],
    };
  }
  const columns = Math.max(DIGITS.length, ...layout.letters.map((row) => Array.from(row).length));
  const rows = layer === 'letters' ? letterRows(layout, columns) : symbolRows(layout, columns);
  return { columns, rows: [...rows, lastRow(purpose, layer, columns)] };
}

/** Upper case has its place only where the letters have one. */
export function hasCase(layout: KeyboardLayout): boolean {
  return layout.letters.some((row) => row.toUpperCase() !== row);
}

function letterRows(layout: KeyboardLayout, columns: number): readonly (readonly KeyboardKey[])[] {
  const last = layout.letters.length - 1;
  return layout.letters.map((row, index) => {
    const keys = letters(row);
    if (index < last) {
      return keys;
    }
    const left = columns - keys.length;
    return hasCase(layout)
      ? [{ kind: 'shift', width: sideWidth(left / 2) }, ...keys, backspace(sideWidth(left / 2))]
      : [...keys, backspace(sideWidth(left))];
  });
}

function symbolRows(layout: KeyboardLayout, columns: number): readonly (readonly KeyboardKey[])[] {
  const left = columns - Array.from(layout.more).length;
  const rows = [
    letters(DIGITS),
    letters(SIGNS),
    [...letters(layout.more), backspace(sideWidth(left))],
  ];
  return layout.letters.length > rows.length
    ? [letters(DIGITS), letters(SIGNS), letters('!"%#*=<>~|'), ...rows.slice(2)]
    : rows;
}

function lastRow(
  purpose: Exclude<TypingPurpose, 'phone'>,
  layer: KeyboardLayer,
  columns: number,
): readonly KeyboardKey[] {
  const [before, after] = layer === 'letters' ? AT_HAND[purpose] : [MORE_SIGNS, '.?'];
  const toggle: KeyboardKey = {
    kind: 'layer',
    layer: layer === 'letters' ? 'symbols' : 'letters',
    width: WIDEST,
  };
  const signs = Array.from(before + after).length;
  const space: readonly KeyboardKey[] =
    purpose === 'email' ? [] : [{ kind: 'type', text: ' ', width: columns - signs - WIDEST }];
  return [toggle, ...letters(before), ...space, ...letters(after)];
}

function letters(row: string): readonly KeyboardKey[] {
  return Array.from(row, (text) => ({ kind: 'type', text, width: 1 }));
}

function backspace(width: number): KeyboardKey {
  return { kind: 'backspace', width };
}

function sideWidth(left: number): number {
  return Math.max(1, Math.min(WIDEST, left));
}
