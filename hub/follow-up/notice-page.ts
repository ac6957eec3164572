import { drawFace, type Face } from './face-drawing.ts';
import { markup, type Markup } from '../http/markup.ts';
import type { PageLanguage } from './languages.ts';
import { LANGUAGE_PARAMETER, writePage } from './page.ts';
import { textsOf } from './texts.ts';

/** Why there is nothing to fill in. */
export type Notice =
  | { readonly kind: 'used' | 'expired' | 'missing' | 'refused' | 'unavailable' }
  /** `full`: so many answers came by a link that it takes no more today. */
  | { readonly kind: 'limited' | 'full'; readonly retryAfterSeconds: number };

export function writeNoticePage(
  language: PageLanguage,
  place: string | null,
  notice: Notice,
): string {
  const t = textsOf(language);
  const minutes = notice.kind === 'limited' ? Math.ceil(notice.retryAfterSeconds / 60) : 0;
  return writePage({
    language,
    place,
    title: t(`${notice.kind}.title`),
    hasSwitch: false,
    content: hello(
      notice.kind === 'used' ? 'positive' : 'neutral',
      t(`${notice.kind}.title`),
      t(`${notice.kind}.text`, { minutes }),
    ),
  });
}

/** After a form was kept. */
export function writeThanksPage(page: {
  readonly language: PageLanguage;
  readonly place: string;
  /** Somebody may call or write. */
  readonly hasContact: boolean;
  /** Where more can be added; null when it cannot. */
  readonly morePath: string | null;
}): string {
  const { language, place, hasContact, morePath } = page;
  const t = textsOf(language);
  return writePage({
    language,
    place,
    title: t('done.title'),
    hasSwitch: false,
    content: markup`${hello('delighted', t('done.title'), t('done.text'))}
${hasContact ? markup`<p class="card">${t('done.contact')}</p>` : null}
${morePath === null ? null : markup`<a class="quiet" href="${morePath}?${LANGUAGE_PARAMETER}=${language}">${t('done.more')}</a>`}`,
  });
}

function hello(face: Face, title: string, text: string): Markup {
  return markup`<div class="hello">${drawFace(face)}<h1>${title}</h1><p>${text}</p></div>`;
}
