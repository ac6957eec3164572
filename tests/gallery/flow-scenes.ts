import { Appearance } from '../../contract/appearance.ts';
import type { Step } from '../../contract/questionnaire.ts';
import type { Closing, KioskView, ShownOffer } from '../../renderer/kiosk/kiosk-view.ts';
import { catalogues } from '../../renderer/language/catalogues.ts';
import { thanksView } from '../support/thanks-view.ts';
import type { Scene } from './scene.ts';

const CLOSING: Closing = { afterMs: 20_000, turn: 1, soon: false };
const CODE = `https://feedback.example.com/f/${'AQGQoAAAAHAAgAAAAAAAAAoB'.repeat(6).slice(0, 142)}`;

const REASONS: Extract<Step, { kind: 'choice' }> = {
  kind: 'choice',
  id: 'reason',
  question: {
    nl: 'Waar ging het mis?',
    en: 'What went wrong?',
    de: 'Was lief schief?',
    fr: 'Qu’est-ce qui n’a pas marché ?',
    nb: 'Hva gikk galt?',
  },
  choices: [
    {
      id: 'waiting',
      icon: 'waiting',
      label: { nl: 'Wachttijd', en: 'Waiting', de: 'Wartezeit', fr: 'L’attente', nb: 'Ventetid' },
    },
    {
      id: 'staff',
      icon: 'staff',
      label: {
        nl: 'Vriendelijkheid',
        en: 'Friendliness',
        de: 'Freundlichkeit',
        fr: 'L’amabilité',
        nb: 'Vennlighet',
      },
    },
    {
      id: 'cleanliness',
      icon: 'cleanliness',
      label: {
        nl: 'Netheid',
        en: 'Cleanliness',
        de: 'Sauberkeit',
        fr: 'La propreté',
        nb: 'Renhold',
      },
    },
    {
      id: 'stock',
      icon: 'stock',
      label: {
        nl: 'Niet op voorraad',
        en: 'Out of stock',
        de: 'Nicht vorrätig',
        fr: 'En rupture',
        nb: 'Ikke på lager',
      },
    },
    {
      id: 'payment',
      icon: 'payment',
      label: { nl: 'Betalen', en: 'Paying', de: 'Bezahlen', fr: 'Le paiement', nb: 'Betaling' },
    },
    {
      id: 'other',
      icon: 'other',
      label: {
        nl: 'Iets anders',
        en: 'Something else',
        de: 'Etwas anderes',
        fr: 'Autre chose',
        nb: 'Noe annet',
      },
    },
  ],
  several: false,
};

const WORDS: Step = {
  kind: 'text',
  id: 'words',
  question: {
    nl: 'Wat had het bezoek beter gemaakt?',
    en: 'What would have made it great?',
    de: 'Was hätte den Besuch besser gemacht?',
    fr: 'Qu’est-ce qui aurait tout changé ?',
    nb: 'Hva ville gjort besøket bedre?',
  },
};

const ARABIC = ['الانتظار', 'الموظفون', 'النظافة', 'البضاعة', 'الدفع', 'شيء آخر'];

const IN_ARABIC: Step = {
  ...REASONS,
  question: { ar: 'ما الذي لم يعجبك؟' },
  choices: REASONS.choices.map((choice, index) => ({
    ...choice,
    label: { ar: ARABIC[index] ?? '' },
  })),
};

function step(asked: Step, more: Partial<Extract<KioskView, { screen: 'step' }>> = {}): KioskView {
  return {
    screen: 'step',
    rating: 'negative',
    pressId: 'a',
    step: asked,
    place: 1,
    count: 3,
    closing: CLOSING,
    keeping: 'open',
    ...more,
  };
}

function offering(rating: 'positive' | 'neutral' | 'negative', offers: readonly ShownOffer[]) {
  return thanksView(rating, { offers, closing: CLOSING });
}

const VIEWS: readonly { readonly name: string; readonly view: KioskView }[] = [
  { name: 'step-reasons', view: step(REASONS) },
  {
    name: 'step-reasons-several',
    view: step(
      { ...REASONS, choices: REASONS.choices.slice(0, 4), several: true },
      { rating: 'neutral', place: 2 },
    ),
  },
  {
    name: 'step-closes-soon',
    view: step(
      { ...REASONS, choices: REASONS.choices.slice(1, 4) },
      { closing: { ...CLOSING, soon: true }, count: 1 },
    ),
  },
  { name: 'step-words', view: step(WORDS, { rating: 'neutral', place: 2 }) },
  {
    name: 'step-contact',
    view: step({ kind: 'contact', id: 'contact', question: {}, consent: null }, { place: 3 }),
  },
  { name: 'step-not-kept', view: step(WORDS, { keeping: 'failed' }) },
  {
    name: 'offers-negative',
    view: offering('negative', [
      { kind: 'ask-staff' },
      { kind: 'call-back' },
      { kind: 'follow-up', url: CODE },
    ]),
  },
  {
    name: 'offers-help',
    view: offering('negative', [{ kind: 'ask-staff' }, { kind: 'call-back' }]),
  },
  { name: 'offers-code-coming', view: offering('neutral', [{ kind: 'follow-up', url: null }]) },
  {
    name: 'offers-review',
    view: offering('positive', [
      { kind: 'review', url: 'https://g.page/r/CdEfGhIjKlMnEBM/review' },
    ]),
  },
  { name: 'thanks-promised', view: thanksView('negative', { promised: true }) },
  {
    name: 'help-asked',
    view: { screen: 'help', rating: 'negative', pressId: 'a', call: 'asked' },
  },
  {
    name: 'help-coming',
    view: { screen: 'help', rating: 'negative', pressId: 'a', call: 'coming' },
  },
  {
    name: 'help-unanswered',
    view: { screen: 'help', rating: 'negative', pressId: 'a', call: 'unanswered' },
  },
];

const IN_EVERY_THEME = new Set([
  'step-reasons-several',
  'step-contact',
  'offers-negative',
  'help-asked',
]);

/** What follows a press, page by page. */
export const FLOW_SCENES: readonly Scene[] = [
  ...VIEWS.map(({ name, view }): Scene => ({ name, props: { view } })),
  ...(['dusk', 'contrast'] as const).flatMap((theme) =>
    VIEWS.filter(({ name }) => IN_EVERY_THEME.has(name)).map(({ name, view }): Scene => ({
      name: `${name}-${theme}`,
      props: { view, appearance: Appearance.parse({ theme }) },
    })),
  ),
  {
    name: 'step-reasons-lower-half',
    props: { view: step(REASONS), appearance: Appearance.parse({ reach: 'lower-half' }) },
  },
  {
    name: 'step-reasons-arabic',
    props: {
      view: step(IN_ARABIC),
      languages: ['ar', 'nl', 'en'],
      language: 'ar',
      catalogues: { ...catalogues, ar: { 'thanks.negative.title': 'نأسف لذلك.' } },
    },
  },
];
