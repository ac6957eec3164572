import { afterEach, describe, expect, it, vi } from 'vitest';
import { Appearance } from '../../../../contract/appearance.ts';
import { contrast } from '../../../../renderer/look/contrast.ts';
import { showAppearance } from '../../../../renderer/look/show-appearance.ts';

/** As much of a page as an appearance is put on, on light paper. */
function page() {
  const colours = new Map<string, string>();
  const dataset: { theme?: string } = {};
  vi.stubGlobal('getComputedStyle', () => ({ getPropertyValue: () => ' #fbf5ea' }));
  const root = {
    dataset,
    style: {
      setProperty: (name: string, value: string) => void colours.set(name, value),
      removeProperty: (name: string) => void colours.delete(name),
    },
  };
  return { root: root as never, dataset, colours };
}

function branded(theme: Appearance['theme'], accent: string): Appearance {
  return Appearance.parse({ theme, brand: { name: 'A', accent, logo: null } });
}

describe('the appearance', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is paper before anything is configured', () => {
    const { root, dataset, colours } = page();
    showAppearance(root, null);
    expect([dataset.theme, colours.size]).toEqual(['paper', 0]);
  });

  it.each([
    ['paper', 4.5],
    ['contrast', 7],
  ] as const)('takes the brand’s colour as far as it can be read on %s', (theme, least) => {
    const { root, dataset, colours } = page();
    showAppearance(root, branded(theme, '#ffd400'));
    const accent = colours.get('--accent') ?? '';
    expect(dataset.theme).toBe(theme);
    expect(contrast(accent, '#fbf5ea')).toBeGreaterThanOrEqual(least);
    expect(contrast(accent, colours.get('--on-accent') ?? '')).toBeGreaterThanOrEqual(4.5);
  });

  it('forgets a colour that is configured no more', () => {
    const { root, colours } = page();
    showAppearance(root, branded('paper', '#123456'));
    showAppearance(root, Appearance.parse({}));
    expect(colours.size).toBe(0);
  });
});
