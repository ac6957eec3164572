import { describe, expect, it } from 'vitest';
import { Path } from '../../../../contract/questionnaire.ts';
import type { SealingKey } from '../../../../contract/sealing.ts';
import { flowPathOf, thanksAlone } from '../../../../renderer/kiosk/flow-path.ts';
import { CONTACT, REASON, WORDS } from '../../../support/flow-path.ts';
import { questionnaireAsking } from '../../../support/questionnaire.ts';

const PATH = Path.parse({
  steps: [REASON, WORDS, CONTACT],
  thanks: {
    title: null,
    text: null,
    offers: [{ kind: 'call-back' }, { kind: 'ask-staff' }, { kind: 'follow-up' }],
  },
});
const NOTHING = Path.parse({ steps: [], thanks: { title: null, text: null, offers: [] } });
const QUESTIONNAIRE = questionnaireAsking(
  { en: 'How was it?' },
  { paths: { positive: NOTHING, neutral: NOTHING, negative: PATH }, stepTimeoutMs: 30_000 },
);
const SEALING: SealingKey = {
  kid: 'k',
  key: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
};

describe('what follows a press', () => {
  it('is what the questionnaire says for its rating', () => {
    const inForce = {
      questionnaire: QUESTIONNAIRE,
      thanksMs: 4_000,
      sealing: SEALING,
      followUp: { pageUrl: 'https://hub.example/f', startUrl: null },
    };
    expect(flowPathOf(inForce, 'negative')).toEqual({
      steps: PATH.steps,
      offers: PATH.thanks.offers,
      thanksMs: 4_000,
      stepTimeoutMs: 30_000,
      followUpUrl: 'https://hub.example/f',
    });
    expect(flowPathOf(inForce, 'positive')).toMatchObject({ steps: [], offers: [] });
  });

  it('asks nothing personal without a key to seal it, and offers no page that nobody serves', () => {
    const inForce = {
      questionnaire: QUESTIONNAIRE,
      thanksMs: 4_000,
      sealing: null,
      followUp: null,
    };
    expect(flowPathOf(inForce, 'negative')).toMatchObject({
      steps: [REASON],
      offers: [{ kind: 'ask-staff' }],
    });
  });

  it('is a thank-you alone where there is no questionnaire', () => {
    const inForce = { questionnaire: null, thanksMs: 4_000, sealing: SEALING, followUp: null };
    expect(flowPathOf(inForce, 'negative')).toEqual(thanksAlone(4_000));
  });
});
