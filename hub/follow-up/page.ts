import { markup, trusted, type Markup } from '../http/markup.ts';
import { directionOf, LANGUAGE_NAMES, PAGE_LANGUAGES, type PageLanguage } from './languages.ts';
import { PAGE_STYLE } from './page-style.ts';
import { textsOf } from './texts.ts';

export type Page = {
  readonly language: PageLanguage;
  /** Whose page it is; null where nobody knows. */
  readonly place: string | null;
  /** What the browser's tab says, before the page's own title. */
  readonly title: string;
  /** Sent again when another language is chosen, such as the answer of a link in an e-mail. */
  readonly query?: Readonly<Record<string, string>>;
  /** Without a switch where the page answers a form: choosing would lose what was typed. */
  readonly hasSwitch: boolean;
  readonly content: Markup;
  readonly footer?: string | null;
};

/** Of the address: the language chosen on the page. */
export const LANGUAGE_PARAMETER = 'l';

/** A whole page, complete in itself: it loads nothing and runs nothing. */
export function writePage(page: Page): string {
  const { language, place, title, content, footer = null } = page;
  const t = textsOf(language);
  return markup`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<meta name="format-detection" content="telephone=no">
<title>${title} – ${place ?? t('page.title')}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<header><p>${place}</p>${page.hasSwitch ? languageSwitch(page) : null}</header>
<main>${content}</main>
${footer === null ? null : markup`<footer>${footer}</footer>`}
</body>
</html>
`.source;
}

function languageSwitch({ language, query = {} }: Page): Markup {
  const t = textsOf(language);
  const links = PAGE_LANGUAGES.map((other) => {
    const address = `?${new URLSearchParams({ ...query, [LANGUAGE_PARAMETER]: other }).toString()}`;
    const current = other === language ? trusted(' aria-current="true"') : null;
    return markup`<li><a href="${address}" lang="${other}" hreflang="${other}"${current}>${LANGUAGE_NAMES[other]}</a></li>`;
  });
  return markup`<nav aria-label="${t('page.languages')}"><details class="speech">
<summary>${LANGUAGE_NAMES[language]}</summary>
<ul>${links}</ul>
</details></nav>`;
}
