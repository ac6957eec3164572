import type { Rating } from '../../contract/rating.ts';
import { drawFace, type Face } from './face-drawing.ts';
import type { FollowUpForm, FormErrors } from './follow-up-form.ts';
import type { FollowUpQuestions } from './follow-up-questions.ts';
import { markup, trusted, type Markup } from '../http/markup.ts';
import type { PageLanguage } from './languages.ts';
import { LANGUAGE_PARAMETER, writePage } from './page.ts';
import { ownWords, textsOf, type Translate } from './texts.ts';

/** Everything a follow-up page is written from. */
export type FollowUpPage = {
  readonly language: PageLanguage;
  /** Languages the organization offers, the first of them first. */
  readonly offered: readonly string[];
  /** Who asks, and who reads. */
  readonly place: string;
  readonly rating: Rating;
  readonly questions: FollowUpQuestions;
  /** Of this page: see `FormId`. */
  readonly formId: string;
};

/** What was typed and what is wrong with it; null for a page nobody has sent yet. */
export type Attempt = { readonly form: FollowUpForm; readonly errors: FormErrors };

const FACE_OF_RATING: Readonly<Record<Rating, Face>> = {
  positive: 'delighted',
  neutral: 'neutral',
  negative: 'upset',
};

/** Acknowledges the rating, then asks what it was about, in words, and whether somebody may call. */
export function writeFollowUpPage(page: FollowUpPage, attempt: Attempt | null): string {
  const { language, rating, place } = page;
  const t = textsOf(language);
  const errors = attempt?.errors ?? {};
  const hasErrors = Object.keys(errors).length > 0;
  const content = markup`
<div class="hello">${drawFace(FACE_OF_RATING[rating])}<h1>${t(`acknowledge.${rating}.title`)}</h1><p>${t(`acknowledge.${rating}.text`)}</p></div>
${alarm(errors, t)}
<form method="post" action="?${LANGUAGE_PARAMETER}=${language}" novalidate>
<input type="hidden" name="form" value="${page.formId}">
${reasonField(page, t, attempt)}
${wordsField(page, t, attempt)}
${contactFields(page, t, attempt)}
<div class="bar"><button class="send">${t('form.send')}</button></div>
</form>`;
  return writePage({
    language,
    place,
    title: t(hasErrors ? 'error.summary' : `acknowledge.${rating}.title`),
    hasSwitch: attempt === null,
    content,
    footer: t('form.sealed', { place }),
  });
}

/** The very words that are agreed to by ticking the box. */
export function consentWords({ language, offered, place, questions }: FollowUpPage): string {
  const own = ownWords(questions.contact.consent, language, offered);
  return own?.text ?? textsOf(language)('contact.consent', { place });
}

function reasonField(page: FollowUpPage, t: Translate, attempt: Attempt | null): Markup | null {
  const { reason } = page.questions;
  if (reason === null) {
    return null;
  }
  const chosen = new Set(attempt?.form.reason);
  const choices = reason.choices.map(({ id, label }) => {
    const words = ownWords(label, page.language, page.offered);
    const checked = chosen.has(id) ? trusted(' checked') : null;
    return markup`<label class="choice"><input type="${reason.several ? 'checkbox' : 'radio'}" name="reason" value="${id}"${checked}><span${inLanguage(words, page)}>${words?.text ?? id}</span></label>`;
  });
  const question = ownWords(reason.question, page.language, page.offered);
  return markup`<fieldset><legend${inLanguage(question, page)}>${question?.text ?? t('reason.legend')}</legend>
${reason.several ? markup`<p class="hint">${t('reason.several')}</p>` : null}${choices}</fieldset>`;
}

function wordsField(page: FollowUpPage, t: Translate, attempt: Attempt | null): Markup {
  const question = ownWords(page.questions.words.question, page.language, page.offered);
  const errors = attempt?.errors ?? {};
  return markup`<div class="field"><label class="title" for="words"${inLanguage(question, page)}>${question?.text ?? t(`words.${page.rating}`)}</label>
<p class="hint" id="words-hint">${t('words.hint')}</p>
<textarea id="words" name="words" rows="4" maxlength="500"${described('words', errors, true)}>
${attempt?.form.words ?? ''}</textarea>${errorBeside('words', errors, t)}</div>`;
}

const CONTACT_FIELDS = [
  { field: 'name', type: 'text', autocomplete: 'name', longest: 100 },
  { field: 'phone', type: 'tel', autocomplete: 'tel', longest: 40 },
  { field: 'email', type: 'email', autocomplete: 'email', longest: 200 },
] as const;

function contactFields(page: FollowUpPage, t: Translate, attempt: Attempt | null): Markup {
  const question = ownWords(page.questions.contact.question, page.language, page.offered);
  const form = attempt?.form;
  const errors = attempt?.errors ?? {};
  const isOpen =
    page.rating === 'negative' ||
    [form?.name, form?.phone, form?.email, form?.agree].some((typed) => (typed ?? '') !== '');
  const fields = CONTACT_FIELDS.map(
    ({ field, type, autocomplete, longest }) =>
      markup`<div class="field"><label class="small" for="${field}">${t(`contact.${field}`)}</label>
<input class="line" id="${field}" name="${field}" type="${type}" autocomplete="${autocomplete}" maxlength="${longest}" value="${form?.[field] ?? ''}"${described(field, errors, false)}>${errorBeside(field, errors, t)}</div>`,
  );
  const agreed = (form?.agree ?? '') === '' ? null : trusted(' checked');
  const consent = ownWords(page.questions.contact.consent, page.language, page.offered);
  return markup`<details class="more"${isOpen ? trusted(' open') : null}><summary${inLanguage(question, page)}>${question?.text ?? t('contact.legend')}</summary>
<p class="hint">${t('contact.hint')}</p>
${fields}
<label class="agree"><input type="checkbox" name="agree" value="yes"${agreed}${described('agree', errors, false)}><span${inLanguage(consent, page)}>${consentWords(page)}</span></label>${errorBeside('agree', errors, t)}
</details>`;
}

/** What is wrong with the form as a whole, or that something is; of one with nothing in it, where reading goes on. */
function alarm(errors: FormErrors, t: Translate): Markup | null {
  if (Object.keys(errors).length === 0) {
    return null;
  }
  const focus = errors.form === undefined ? null : trusted(' tabindex="-1" autofocus');
  return markup`<p class="alarm" role="alert"${focus}>${t(errors.form ?? 'error.summary')}</p>`;
}

type Field = (typeof CONTACT_FIELDS)[number]['field'] | 'words' | 'agree';

/** In the order of the page. */
const FIELDS: readonly Field[] = ['words', 'name', 'phone', 'email', 'agree'];

/** Ties a field to its hint and its error; the first one that is wrong has the focus. */
function described(field: Field, errors: FormErrors, hasHint: boolean): Markup | null {
  const isWrong = errors[field] !== undefined;
  const ids = [...(hasHint ? [`${field}-hint`] : []), ...(isWrong ? [`${field}-error`] : [])];
  const isFirst = isWrong && FIELDS.find((one) => errors[one] !== undefined) === field;
  const invalid = trusted((isWrong ? ' aria-invalid="true"' : '') + (isFirst ? ' autofocus' : ''));
  return ids.length === 0 ? null : markup` aria-describedby="${ids.join(' ')}"${invalid}`;
}

function errorBeside(field: Field, errors: FormErrors, t: Translate): Markup | null {
  const error = errors[field];
  return error === undefined
    ? null
    : markup`<p class="error" id="${field}-error" role="alert">${t(error)}</p>`;
}

/** Words of the organization's that are in another language than the page say so, for those who have it read out. */
function inLanguage(
  words: { readonly language: string } | null,
  page: FollowUpPage,
): Markup | null {
  return words === null || words.language === page.language
    ? null
    : markup` lang="${words.language}"`;
}
