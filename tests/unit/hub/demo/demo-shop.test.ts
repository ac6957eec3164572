import { pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  DEMO_APPEARANCE,
  DEMO_LANGUAGES,
  DEMO_PIN,
  DEMO_STAFF_PIN,
} from '../../../../hub/demo/demo-appearance.ts';
import { DEMO_QUESTIONNAIRE } from '../../../../hub/demo/demo-questionnaire.ts';
import { Publication } from '../../../../hub/publishing/publication.ts';
import { untranslatedTexts } from '../../../../hub/publishing/untranslated-texts.ts';

describe('The demonstration shop', () => {
  it('says everything in every language it offers', () => {
    const publication = Publication.parse({
      languages: DEMO_LANGUAGES,
      appearance: DEMO_APPEARANCE,
      staffPin: DEMO_STAFF_PIN,
      touchpoints: {
        '0190a000-0000-7000-8000-000000000003': { questionnaire: DEMO_QUESTIONNAIRE },
      },
    });
    expect(untranslatedTexts(publication)).toEqual([]);
  });

  it('opens its staff menu by the PIN that is printed', () => {
    const { salt, iterations, hash } = DEMO_STAFF_PIN;
    const made = pbkdf2Sync(DEMO_PIN, Buffer.from(salt, 'base64url'), iterations, 32, 'sha256');
    expect(hash).toBe(made.toString('base64url'));
  });
});
