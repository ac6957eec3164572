import { Appearance } from '../../contract/appearance.ts';
import { choiceOf } from '../../contract/choice-of-button.ts';
import { type Scale, SCALES } from '../../contract/scales.ts';
import { catalogues } from '../../renderer/language/catalogues.ts';
import { arabic } from '../support/arabic.ts';
import { questionnaireAsking } from '../support/questionnaire.ts';
import type { Scene } from './scene.ts';

const SATISFIED = {
  nl: 'Hoe tevreden bent u over ons?',
  en: 'How satisfied are you with us?',
  de: 'Wie zufrieden sind Sie mit uns?',
  fr: 'Êtes-vous satisfait de nous ?',
  nb: 'Hvor fornøyd er du med oss?',
  ar: 'ما مدى رضاك عنا؟',
};

const RECOMMEND = {
  nl: 'Hoe waarschijnlijk is het dat u ons aanbeveelt bij familie of vrienden?',
  en: 'How likely are you to recommend us to family or friends?',
  de: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
  fr: 'Quelle est la probabilité que vous nous recommandiez à un proche ?',
  nb: 'Hvor sannsynlig er det at du anbefaler oss til en venn?',
};

const MADE_EASY = {
  nl: 'Het werd mij makkelijk gemaakt.',
  en: 'It was made easy for me.',
  de: 'Es wurde mir leicht gemacht.',
  fr: 'Tout a été fait pour me faciliter les choses.',
  nb: 'Det ble gjort enkelt for meg.',
};

const QUESTION: Readonly<Record<Scale, Readonly<Record<string, string>>>> = {
  'smileys-3': SATISFIED,
  'smileys-4': SATISFIED,
  'smileys-5': SATISFIED,
  thumbs: SATISFIED,
  csat: SATISFIED,
  nps: RECOMMEND,
  ces: MADE_EASY,
};

/** As long as they get. */
const START_URL = 'https://feedback.example.com/f/s/4Tn0PqkzVg7c2bWm9JxYdA';

const KINDS = Object.keys(SCALES) as readonly Scale[];

/** "You said, we did", and a brand. */
const RICH: Partial<Appearance> = {
  brand: { name: 'Bakkerij De Goudsbloem', accent: '#e8590c', logo: null },
  messages: [
    {
      said: {
        nl: 'Te weinig kassa’s open op zaterdag.',
        en: 'Too few tills open on Saturdays.',
        de: 'Samstags sind zu wenige Kassen offen.',
        fr: 'Trop peu de caisses ouvertes le samedi.',
        nb: 'For få kasser åpne på lørdager.',
      },
      did: {
        nl: 'Op zaterdag zijn er nu altijd drie open.',
        en: 'There are always three now.',
        de: 'Jetzt sind es immer drei.',
        fr: 'Il y en a maintenant toujours trois.',
        nb: 'Nå er det alltid tre.',
      },
    },
    { said: { nl: 'Kort.', en: 'Short.' }, did: { nl: 'Gedaan.', en: 'Done.' } },
  ],
};

function start(
  name: string,
  kind: Scale,
  appearance: Partial<Appearance> = {},
  props: Partial<Scene['props']> = {},
): Scene {
  return {
    name: `start-${name}`,
    props: {
      view: { screen: 'start', pressed: null },
      questionnaire: questionnaireAsking(QUESTION[kind], { kind }),
      appearance: Appearance.parse(appearance),
      ...props,
    },
  };
}

/** The start screen of every kind, in every theme, and with all it can have. */
export const START_SCENES: readonly Scene[] = [
  ...KINDS.filter((kind) => kind !== 'smileys-3').map((kind) => start(kind, kind)),
  start('pressed-nps', 'nps', {}, { view: { screen: 'start', pressed: choiceOf('nps', 9) } }),
  ...(['dusk', 'contrast'] as const).flatMap((theme) => [
    start(`${theme}-smileys-5`, 'smileys-5', { theme, ...RICH }),
    start(`${theme}-nps`, 'nps', { theme }),
  ]),
  start('rich', 'smileys-3', RICH, { languages: ['nl', 'en'], notice: 'clock' }),
  start(
    'twelve-languages',
    'smileys-4',
    {},
    {
      languages: ['nl', 'en', 'de', 'fr', 'nb', 'pl', 'uk', 'tr', 'ar', 'es', 'pt-BR', 'zh'],
      language: 'nl',
    },
  ),
  {
    name: 'night',
    props: {
      view: { screen: 'night' },
      opening: { atMs: Date.parse('2026-11-23T08:00:00Z'), timeZone: 'Europe/Amsterdam' },
    },
  },
  start('code', 'smileys-3', {}, { startUrl: START_URL }),
  start('code-nps', 'nps', RICH, { startUrl: START_URL }),
  start('lower-half-code', 'smileys-5', { reach: 'lower-half', ...RICH }, { startUrl: START_URL }),
  start('lower-half', 'smileys-3', { reach: 'lower-half', ...RICH }),
  start('lower-half-nps', 'nps', { reach: 'lower-half' }),
  start('arabic', 'smileys-5', RICH, {
    languages: ['ar', 'nl', 'en'],
    language: 'ar',
    catalogues: { ...catalogues, ar: arabic },
  }),
  start(
    'arabic-nps',
    'nps',
    {},
    {
      languages: ['ar', 'nl', 'en'],
      language: 'ar',
      catalogues: { ...catalogues, ar: arabic },
    },
  ),
];
