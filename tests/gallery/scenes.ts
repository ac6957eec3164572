import { Appearance } from '../../contract/appearance.ts';
import type { SetUpStep } from '../../renderer/kiosk/kiosk-view.ts';
import { questionnaireAsking } from '../support/questionnaire.ts';
import { smiley } from '../support/smiley.ts';
import { thanksView } from '../support/thanks-view.ts';
import { FLOW_SCENES } from './flow-scenes.ts';
import type { Scene } from './scene.ts';
import { STAFF_SCENES } from './staff-scenes.tsx';
import { START_SCENES } from './start-scenes.ts';

const PRESS = '0190a000-0000-7000-8000-000000000001';
const HUB = 'https://hub.example.com';

export const QUESTION = {
  nl: 'Hoe was uw bezoek vandaag?',
  en: 'How was your visit today?',
  de: 'Wie war Ihr Besuch heute?',
  fr: 'Comment s’est passée votre visite ?',
  nb: 'Hvordan var besøket i dag?',
};

function setUp(name: string, step: SetUpStep): Scene {
  return { name: `set-up-${name}`, props: { view: { screen: 'set-up', step, hubUrl: HUB } } };
}

/** What every scene has unless it says otherwise. */
export const COMMON = {
  notice: null,
  questionnaire: questionnaireAsking(QUESTION),
  appearance: Appearance.parse({}),
  opening: null,
  startUrl: null,
} as const;

export const SCENES: readonly Scene[] = [
  { name: 'starting', props: { view: { screen: 'starting' } } },
  { name: 'start', props: { view: { screen: 'start', pressed: null } } },
  { name: 'start-pressed', props: { view: { screen: 'start', pressed: smiley('negative') } } },
  {
    name: 'start-storage-full',
    props: { view: { screen: 'start', pressed: null }, notice: 'storage-full' },
  },
  {
    name: 'start-wrong-clock',
    props: { view: { screen: 'start', pressed: null }, notice: 'clock' },
  },
  ...START_SCENES,
  ...(['positive', 'neutral', 'negative'] as const).map((rating): Scene => ({
    name: `thanks-${rating}`,
    props: { view: thanksView(rating) },
  })),
  ...FLOW_SCENES,
  { name: 'not-saved', props: { view: { screen: 'not-saved', pressId: PRESS } } },
  ...STAFF_SCENES,
  setUp('open-elsewhere', { kind: 'open-elsewhere' }),
  setUp('no-storage', { kind: 'no-storage', detail: 'IndexedDB did not open in time.' }),
  setUp('insecure', { kind: 'insecure' }),
  setUp('no-hub', { kind: 'no-hub' }),
  setUp('needs-key', { kind: 'needs-key' }),
  setUp('enrolling', { kind: 'enrolling' }),
  setUp('key-refused', { kind: 'key-refused', detail: 'The enrolment key is not known.' }),
  setUp('hub-unreachable', { kind: 'hub-unreachable', detail: 'The hub did not answer.' }),
];
