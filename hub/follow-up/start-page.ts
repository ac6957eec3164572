import type { Questionnaire } from '../../contract/questionnaire.ts';
import { SCALES, valuesOf, type Scale } from '../../contract/scales.ts';
import { drawFace, drawThumb, faceOf } from './face-drawing.ts';
import { markup, type Markup } from '../http/markup.ts';
import type { PageLanguage } from './languages.ts';
import { LANGUAGE_PARAMETER, writePage } from './page.ts';
import { ownWords, textsOf, type Translate } from './texts.ts';
import type { TextKey } from './texts/en.ts';

/** Of the address: the value that a link in an e-mail stands for. */
export const VALUE_PARAMETER = 'v';

export type StartPage = {
  readonly language: PageLanguage;
  readonly offered: readonly string[];
  readonly place: string;
  /** Null where the touchpoint has no questionnaire: three smileys, and the page's own question. */
  readonly questionnaire: Pick<Questionnaire, 'kind' | 'question' | 'ends'> | null;
  readonly formId: string;
  /** What the link stands for. It is shown, and nothing more: only sending the form answers. */
  readonly preselected: number | null;
};

/** The start screen's question, each answer a button as large as a thumb. */
export function writeStartPage(page: StartPage): string {
  const { language, place, questionnaire, preselected } = page;
  const t = textsOf(language);
  const scale = scaleOf(questionnaire);
  const question = ownWords(questionnaire?.question ?? null, language, page.offered);
  const title = question?.text ?? t('start.question');
  const values = valuesOf(scale);
  const isNumbers = isInNumbers(scale);
  // Faces stand best first, as on the kiosk; numbers as people count.
  const ordered = isNumbers ? values.toReversed() : values;
  const others = ordered.filter((value) => value !== preselected);
  const content = markup`
<div class="stage"><div class="hello"><h1${question === null || question.language === language ? null : markup` lang="${question.language}"`}>${title}</h1></div>
<form method="post" action="?${LANGUAGE_PARAMETER}=${language}">
<input type="hidden" name="form" value="${page.formId}">
${preselected === null ? null : confirmation(scale, preselected, t)}
<div class="${isNumbers ? 'numbers' : 'faces'} of${others.length}" role="group" aria-label="${preselected === null ? title : t('start.others')}">${others.map((value) => answerButton(scale, value, t))}</div>
${isNumbers ? endsBelow(page, t) : null}
</form></div>`;
  return writePage({
    language,
    place,
    title,
    query: preselected === null ? {} : { [VALUE_PARAMETER]: String(preselected) },
    hasSwitch: true,
    content,
  });
}

export function scaleOf(questionnaire: Pick<Questionnaire, 'kind'> | null): Scale {
  return questionnaire?.kind ?? 'smileys-3';
}

/** What an answer is called: its face's name, or the number itself. */
export function answerName(scale: Scale, value: number, t: Translate): string {
  switch (scale) {
    case 'smileys-3':
    case 'smileys-4':
    case 'smileys-5':
      return t(`answer.${value}of${SCALES[scale].highest}` as TextKey);
    case 'thumbs':
      return t(value === 1 ? 'answer.up' : 'answer.down');
    case 'csat':
    case 'nps':
    case 'ces':
      return String(value);
  }
}

export function isInNumbers(scale: Scale): boolean {
  return scale === 'csat' || scale === 'nps' || scale === 'ces';
}

/** Words for both ends of a scale of numbers: the questionnaire's, or the page's. */
export function endsOf(
  page: Pick<StartPage, 'questionnaire' | 'language' | 'offered'>,
  t: Translate,
): { readonly lowest: string; readonly highest: string } {
  const { questionnaire, language, offered } = page;
  const scale = scaleOf(questionnaire);
  const name = scale === 'nps' || scale === 'ces' ? scale : 'csat';
  const own = (end: 'lowest' | 'highest') =>
    ownWords(questionnaire?.ends?.[end] ?? null, language, offered)?.text ??
    t(`ends.${name}.${end}`);
  return { lowest: own('lowest'), highest: own('highest') };
}

function confirmation(scale: Scale, value: number, t: Translate): Markup {
  return markup`<div class="card hello"><p>${t('start.chosen')}</p>${drawing(scale, value) ?? markup`<span class="big">${value}</span>`}
${drawing(scale, value) === null ? null : markup`<p><strong>${answerName(scale, value, t)}</strong></p>`}</div>
<p><button class="send" name="value" value="${value}">${t('start.confirm')}</button></p>
<p class="title">${t('start.others')}</p>`;
}

function answerButton(scale: Scale, value: number, t: Translate): Markup {
  return markup`<button name="value" value="${value}">${drawing(scale, value)}${answerName(scale, value, t)}</button>`;
}

function drawing(scale: Scale, value: number): Markup | null {
  if (scale === 'thumbs') {
    return drawThumb(value);
  }
  const face = faceOf(scale, value);
  return face === null ? null : drawFace(face);
}

function endsBelow(page: StartPage, t: Translate): Markup {
  const { lowest, highest } = endsOf(page, t);
  const ends = SCALES[scaleOf(page.questionnaire)];
  return markup`<p class="ends"><span>${ends.lowest}: ${lowest}</span><span>${ends.highest}: ${highest}</span></p>`;
}
