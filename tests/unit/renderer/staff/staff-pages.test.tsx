import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { STAFF_SCENES } from '../../../gallery/staff-scenes.tsx';

const tags = (markup: string) => [...markup.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
const shown = (name: string, language: string) =>
  renderToStaticMarkup(STAFF_SCENES.find((scene) => scene.name === name)?.staffMenu?.(language));

describe('Pages of the staff menu', () => {
  it.each(STAFF_SCENES.map(({ name }) => name))(
    'keeps to a strict content security policy and one title: %s',
    (name) => {
      const markup = shown(name, 'nl');
      expect(tags(markup).filter((tag) => /\s(on\w+|href|src)=/.test(tag))).toEqual([]);
      expect(tags(markup).filter((tag) => tag.startsWith('<h1'))).toHaveLength(1);
    },
  );

  it('says how many tries are left, and for how long there are none', () => {
    expect(shown('staff-pin-wrong', 'en')).toContain('2 tries left');
    const lockedOut = shown('staff-pin-locked-out', 'en');
    expect(lockedOut).toContain('0:47');
    expect(
      tags(lockedOut).filter((tag) => /^<button[^>]*pin-key/.test(tag) && !/disabled/.test(tag)),
    ).toEqual([]);
  });

  it('never shows a digit of the PIN', () => {
    expect(tags(shown('staff-pin', 'en')).filter((tag) => /<input/.test(tag))).toEqual([]);
  });

  it('marks the page it shows', () => {
    expect(/aria-current="page">([^<]*)</.exec(shown('staff-network-portal', 'nl'))?.[1]).toBe(
      'Netwerk',
    );
  });

  it('names each number of the books', () => {
    const text = shown('staff-events', 'en').replaceAll(/<[^>]*>/g, ' ');
    for (const said of ['4,213', '4,180', '32', 'The hub cannot read it']) {
      expect(text).toContain(said);
    }
  });

  it('lights the buttons that were pressed, and no others', () => {
    expect(
      tags(shown('staff-boxes', 'en')).filter((tag) => tag.startsWith('<li data-pressed')),
    ).toHaveLength(3);
  });
});
