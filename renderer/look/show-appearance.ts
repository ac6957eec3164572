import type { Appearance, Theme } from '../../contract/appearance.ts';
import { inkOn, readableOn } from './contrast.ts';

/** Text on paper: WCAG 2.2, 1.4.3 and 1.4.6. */
const LEAST_RATIO: Readonly<Record<Theme, number>> = { paper: 4.5, dusk: 4.5, contrast: 7 };
/** What the accent is written on. */
const GROUNDS = ['--paper', '--paper-light', '--paper-shade'];

/** Puts the theme on the page, and the brand's colour as far as it can be read there. */
export function showAppearance(root: HTMLElement, appearance: Appearance | null): void {
  const theme = appearance?.theme ?? 'paper';
  root.dataset['theme'] = theme;
  const accent = appearance?.brand?.accent ?? null;
  if (accent === null) {
    root.style.removeProperty('--accent');
    root.style.removeProperty('--on-accent');
    return;
  }
  const tokens = getComputedStyle(root);
  const grounds = GROUNDS.map((name) => tokens.getPropertyValue(name).trim());
  const readable = readableOn(accent, grounds, LEAST_RATIO[theme]);
  root.style.setProperty('--accent', readable);
  root.style.setProperty('--on-accent', inkOn(readable));
}
