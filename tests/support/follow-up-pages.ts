import { SCALES, type Scale } from '../../contract/scales.ts';
import { RATINGS } from '../../contract/ratings.ts';
import { DEMO_QUESTIONNAIRE } from '../../hub/demo/demo-questionnaire.ts';
import { writeFollowUpPage } from '../../hub/follow-up/follow-up-page.ts';
import { followUpQuestions } from '../../hub/follow-up/follow-up-questions.ts';
import { PAGE_LANGUAGES, type PageLanguage } from '../../hub/follow-up/languages.ts';
import { writeNoticePage, writeThanksPage } from '../../hub/follow-up/notice-page.ts';
import { writeStartPage } from '../../hub/follow-up/start-page.ts';

/** A whole page of the hub, as it is sent. */
export type WrittenPage = { readonly name: string; readonly source: string };

const FORM_ID = 'A'.repeat(22);
const PLACE = 'Glimlach Markt';

/** Every page a visitor can meet, in every language. */
export function everyPage(): WrittenPage[] {
  return PAGE_LANGUAGES.flatMap((language) => [
    ...RATINGS.map((rating) => ({
      name: `follow-up ${rating} ${language}`,
      source: writeFollowUpPage(followUp(language, rating), null),
    })),
    { name: `follow-up with errors ${language}`, source: withErrors(language) },
    ...(Object.keys(SCALES) as Scale[]).flatMap((kind) => [
      { name: `start ${kind} ${language}`, source: start(language, kind, null) },
      { name: `start ${kind} chosen ${language}`, source: start(language, kind, 1) },
    ]),
    ...(['used', 'expired', 'missing', 'refused', 'unavailable'] as const).map((kind) => ({
      name: `${kind} ${language}`,
      source: writeNoticePage(language, PLACE, { kind }),
    })),
    {
      name: `limited ${language}`,
      source: writeNoticePage(language, null, { kind: 'limited', retryAfterSeconds: 300 }),
    },
    {
      name: `full ${language}`,
      source: writeNoticePage(language, PLACE, { kind: 'full', retryAfterSeconds: 300 }),
    },
    {
      name: `thanks ${language}`,
      source: writeThanksPage({ language, place: PLACE, hasContact: true, morePath: '/f/x' }),
    },
  ]);
}

function followUp(language: PageLanguage, rating: (typeof RATINGS)[number]) {
  return {
    language,
    offered: ['nl'],
    place: PLACE,
    rating,
    questions: followUpQuestions({ paths: DEMO_QUESTIONNAIRE.paths }, rating),
    formId: FORM_ID,
  };
}

function withErrors(language: PageLanguage): string {
  return writeFollowUpPage(followUp(language, 'negative'), {
    form: {
      form: FORM_ID,
      reason: ['queue'],
      words: 'An hour, and nobody came.',
      name: 'Anna',
      phone: 'none',
      email: 'none',
      agree: '',
    },
    errors: {
      words: 'error.words',
      name: 'error.name',
      phone: 'error.phone',
      email: 'error.email',
      agree: 'error.consent',
    },
  });
}

function start(language: PageLanguage, kind: Scale, preselected: number | null): string {
  const { question } = DEMO_QUESTIONNAIRE;
  const questionnaire = { kind, question, ends: null };
  return writeStartPage({
    language,
    offered: ['nl'],
    place: PLACE,
    questionnaire,
    formId: FORM_ID,
    preselected,
  });
}
