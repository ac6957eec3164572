/** Markup that is safe to send: everything in it was either written by us or escaped. */
export type Markup = { readonly source: string };

type Part = Markup | string | number | null | readonly Markup[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Builds markup. Strings and numbers are escaped, for content and for quoted attributes alike; null adds nothing. Not
 * named `html`, because formatters lay that out anew, and the style of a page is allowed by its every character.
 *
 * @example markup`<p title="${title}">${text}</p>`
 */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const source = literals.map((literal, index) => literal + written(parts[index] ?? null)).join('');
  return { source };
}

/** Markup we wrote ourselves, such as a drawing. */
export function trusted(source: string): Markup {
  return { source };
}

function written(part: Part): string {
  if (part === null) {
    return '';
  }
  if (typeof part === 'string' || typeof part === 'number') {
    return String(part).replaceAll(/[&<>"']/g, (letter) => ESCAPES[letter] ?? '');
  }
  return 'source' in part ? part.source : part.map(({ source }) => source).join('');
}
