import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flowCatalogues } from '../../../../renderer/flow/language/flow-texts.ts';
import { en } from '../../../../renderer/flow/language/en.ts';
import { catalogues } from '../../../../renderer/language/catalogues.ts';

const flowFolder = new URL('../../../../renderer/flow/', import.meta.url);

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name).toSorted();
}

describe('the texts of what follows a press', () => {
  it('are there in every language of the kiosk', () => {
    expect(Object.keys(flowCatalogues).toSorted()).toEqual(Object.keys(catalogues).toSorted());
  });

  it.each(Object.entries(flowCatalogues))('are all there in %s, and no other', (_, catalogue) => {
    expect(Object.keys(catalogue)).toEqual(Object.keys(en));
    expect(Object.values(catalogue).filter((text) => text.trim() === '')).toEqual([]);
    expect(Object.values(catalogue).map(placeholders)).toEqual(Object.values(en).map(placeholders));
  });

  it('are all used', () => {
    const sources = readdirSync(flowFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('language/'))
      .map((file) => readFileSync(new URL(file, flowFolder), 'utf8'))
      .join('\n');
    const used = (key: string): boolean =>
      sources.includes(`'${key}'`) ||
      // Named by what they are about: of an offer, of what is missing, of a layer of keys.
      (sources.includes('`offer.${') &&
        /^offer\.(call-back|ask-staff|follow-up|review)/.test(key)) ||
      (sources.includes('`contact.${missing}`') && key.startsWith('contact.no')) ||
      (sources.includes('`keyboard.${') && /^keyboard\.(letters|symbols)$/.test(key));
    expect(Object.keys(en).filter((key) => !used(key))).toEqual([]);
  });

  it('fit what is sealed with a visitor’s consent', () => {
    const longest = Math.max(
      ...Object.values(flowCatalogues).map((catalogue) => catalogue['contact.consent'].length),
    );
    expect(longest).toBeLessThanOrEqual(500);
  });
});
