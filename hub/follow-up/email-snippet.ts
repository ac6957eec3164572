import type { Questionnaire } from '../../contract/questionnaire.ts';
import { ratingOf, valuesOf, type Scale } from '../../contract/scales.ts';
import type { Rating } from '../../contract/rating.ts';
import { faceOf, type Face } from './face-drawing.ts';
import { FACES_PATH, type Picture } from './face-routes.ts';
import { markup, trusted, type Markup } from '../http/markup.ts';
import type { PageLanguage } from './languages.ts';
import { LANGUAGE_PARAMETER } from './page.ts';
import { answerName, endsOf, isInNumbers, scaleOf, VALUE_PARAMETER } from './start-page.ts';
import { ownWords, textsOf, type Translate } from './texts.ts';

export type EmailSnippet = {
  readonly language: PageLanguage;
  readonly offered: readonly string[];
  readonly questionnaire: Pick<Questionnaire, 'kind' | 'question' | 'ends'> | null;
  /** Of the survey link. */
  readonly linkUrl: string;
  /** Origin under which visitors reach the hub: where the pictures are. */
  readonly publicUrl: string;
};

type Shown = {
  readonly picture: Picture;
  /** Stands where pictures are not shown. */ readonly glyph: string;
};

const SHOWN_FACES: Readonly<Record<Face, string>> = {
  delighted: '😀',
  positive: '🙂',
  neutral: '😐',
  negative: '🙁',
  upset: '😞',
};

/** Tint and ink of a cell: above 7:1, also where the picture in it is not shown. */
const COLOURS: Readonly<Record<Rating, { readonly tint: string; readonly ink: string }>> = {
  positive: { tint: '#d5f2df', ink: '#07372a' },
  neutral: { tint: '#ffefc2', ink: '#4a2f00' },
  negative: { tint: '#ffe1d9', ink: '#4c0b12' },
};
const FONT = 'font-family:Segoe UI,Roboto,Helvetica,Arial,sans-serif;';
const PICTURE_PX = 56;
/** A table that only lays out, and looks the same everywhere. */
const PLAIN = trusted('role="presentation" cellpadding="0" cellspacing="0" border="0"');

/**
 * The question and its answers for an e-mail: a table with styles of its own, as mail programs need it, without script
 * and readable with its pictures blocked. A link only chooses; the page it opens asks to send the answer, because mail
 * programs and scanners open links that nobody has clicked.
 */
export function writeEmailSnippet(snippet: EmailSnippet): string {
  const { language, offered, questionnaire } = snippet;
  const t = textsOf(language);
  const scale = scaleOf(questionnaire);
  const question = ownWords(questionnaire?.question ?? null, language, offered);
  const values = isInNumbers(scale) ? valuesOf(scale).toReversed() : valuesOf(scale);
  const cells = values.map((value) => cell(snippet, scale, value, t));
  return markup`<table ${PLAIN} lang="${question?.language ?? language}">
<tr><td style="${FONT}font-size:20px;line-height:26px;font-weight:bold;color:#2d211a;padding:0 0 12px 2px;">${question?.text ?? t('start.question')}</td></tr>
<tr><td><table ${PLAIN} style="border-collapse:separate;">
<tr>${cells}</tr>
${isInNumbers(scale) ? ends(snippet, values.length, t) : null}
</table></td></tr>
</table>
`.source;
}

function cell(snippet: EmailSnippet, scale: Scale, value: number, t: Translate): Markup {
  const { tint, ink } = COLOURS[ratingOf(scale, value)];
  const query = new URLSearchParams({
    [VALUE_PARAMETER]: String(value),
    [LANGUAGE_PARAMETER]: snippet.language,
  });
  const address = `${snippet.linkUrl}?${query.toString()}`;
  const shown = shownAs(scale, value);
  const name = answerName(scale, value, t);
  const width = shown === null ? 36 : 84;
  const picture =
    shown === null
      ? null
      : markup`<img src="${snippet.publicUrl}${FACES_PATH}/${shown.picture}.png" alt="${shown.glyph}" width="${PICTURE_PX}" height="${PICTURE_PX}" border="0" style="${FONT}display:block;margin:0 auto 6px auto;border:0;font-size:24px;line-height:28px;text-align:center;color:${ink};">`;
  return markup`
<td width="${width}" align="center" valign="top" bgcolor="${tint}" style="padding:10px 4px;background-color:${tint};border:2px solid #fffdf8;border-radius:12px;"><a href="${address}" style="${FONT}display:block;font-size:15px;line-height:20px;font-weight:bold;color:${ink};text-decoration:none;">${picture}<span style="color:${ink};">${name}</span></a></td>`;
}

function ends(snippet: EmailSnippet, columns: number, t: Translate): Markup {
  const { lowest, highest } = endsOf(snippet, t);
  const left = Math.ceil(columns / 2);
  const style = `${FONT}font-size:13px;line-height:18px;color:#6a584c;padding:6px 2px 0 2px;`;
  return markup`<tr><td colspan="${left}" align="left" style="${style}">${lowest}</td><td colspan="${columns - left}" align="right" style="${style}">${highest}</td></tr>`;
}

function shownAs(scale: Scale, value: number): Shown | null {
  if (scale === 'thumbs') {
    return value === 1
      ? { picture: 'thumb-up', glyph: '👍' }
      : { picture: 'thumb-down', glyph: '👎' };
  }
  const face = faceOf(scale, value);
  return face === null ? null : { picture: face, glyph: SHOWN_FACES[face] };
}
