import { describe, expect, it } from 'vitest';
import { flowCatalogues } from '../../../../renderer/flow/language/flow-texts.ts';
import { en } from '../../../../renderer/flow/language/en.ts';
import { catalogues } from '../../../../renderer/language/catalogues.ts';
import { itSaysTheSameIn } from '../../../support/catalogue-rules.ts';
import { sourceOf } from '../../../support/source-of.ts';

const flowFolder = new URL('../../../../renderer/flow/', import.meta.url);

describe('FlowTexts', () => {
  it('is there in every language of the kiosk', () => {
    expect(Object.keys(flowCatalogues).toSorted()).toEqual(Object.keys(catalogues).toSorted());
  });

  itSaysTheSameIn(flowCatalogues, en);

  it('holds exactly the texts its pages show', () => {
    const sources = sourceOf(flowFolder);
    const used = (key: string): boolean =>
      sources.includes(`'${key}'`) ||
      // Named by what they are about: of an offer, of what is missing, of a layer of keys.
      (sources.includes('`offer.${') &&
        /^offer\.(call-back|ask-staff|follow-up|review)/.test(key)) ||
      (sources.includes('`contact.${missing}`') && key.startsWith('contact.no')) ||
      (sources.includes('`keyboard.${') && /^keyboard\.(letters|symbols)$/.test(key));
    expect(Object.keys(en).filter((key) => !used(key))).toEqual([]);
  });

  it('fits what is sealed with a visitor’s consent', () => {
    const longest = Math.max(
      ...Object.values(flowCatalogues).map((catalogue) => catalogue['contact.consent'].length),
    );
    expect(longest).toBeLessThanOrEqual(500);
  });
});
