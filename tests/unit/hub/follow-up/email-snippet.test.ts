import { describe, expect, it } from 'vitest';
import { SCALES, valuesOf, type Scale } from '../../../../contract/scales.ts';
import { writeEmailSnippet } from '../../../../hub/follow-up/email-snippet.ts';

const LINK = 'https://hub.example/f/s/AbCdEfGhIjKl';

function snippet(kind: Scale, question = 'How was it?'): string {
  return writeEmailSnippet({
    language: 'en',
    offered: ['en'],
    questionnaire: { kind, question: { en: question }, ends: null },
    linkUrl: LINK,
    publicUrl: 'https://hub.example',
  });
}

describe('writeEmailSnippet', () => {
  it.each(Object.keys(SCALES) as Scale[])('has a link for every answer to %s', (kind) => {
    const links = [...snippet(kind).matchAll(/href="([^"]*)"/g)].map(([, address]) => address);
    expect(new Set(links)).toEqual(
      new Set(valuesOf(kind).map((value) => `${LINK}?v=${value}&amp;l=en`)),
    );
    expect(links).toHaveLength(valuesOf(kind).length);
  });

  it('shows only what mail programs show: no script, style sheet, drawing or picture inside it', () => {
    for (const kind of Object.keys(SCALES) as Scale[]) {
      expect(snippet(kind)).not.toMatch(/<script|<style|<svg|data:|class=|<form|<button/);
    }
  });

  it('says what each answer is also where pictures are not shown', () => {
    const written = snippet('smileys-3');
    const pictures = [...written.matchAll(/<img [^>]*>/g)].map(([tag]) => tag);
    expect(pictures).toHaveLength(3);
    for (const picture of pictures) {
      expect(picture).toMatch(/ src="https:\/\/hub\.example\/f\/faces\/[\w-]+\.png"/);
      expect(picture).toMatch(/ alt="[^"]+" width="56" height="56" /);
    }
    for (const name of ['Good', 'So-so', 'Bad']) {
      expect(written).toContain(`>${name}</span>`);
    }
    expect(snippet('nps')).toContain('Extremely likely');
  });

  it('escapes what an organization wrote', () => {
    expect(snippet('thumbs', 'Tom & <b>Co</b>')).toContain('Tom &amp; &lt;b&gt;Co&lt;/b&gt;');
  });
});
