import { NO_PATH } from '../../contract/questionnaire.ts';
import { DEMO_STAFF_PIN } from '../../hub/demo/demo-appearance.ts';
import type { DemoShop } from '../../hub/demo/seed-demo.ts';

/** Three faces, each with a thank-you and nothing before it: where a test is about presses. */
export const PLAIN_SHOP: DemoShop = {
  languages: ['nl', 'en'],
  staffPin: DEMO_STAFF_PIN,
  questionnaire: {
    kind: 'smileys-3',
    question: { nl: 'Hoe was uw bezoek vandaag?', en: 'How was your visit today?' },
    ends: null,
    paths: { positive: NO_PATH, neutral: NO_PATH, negative: NO_PATH },
    stepTimeoutMs: 20_000,
  },
};
