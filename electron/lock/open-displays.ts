import type { DisplayBounds } from './display-bounds.ts';
import { isInside } from './display-bounds.ts';

/** Electron's `Display` fits. */
export type ConnectedDisplay = { readonly id: number; readonly bounds: DisplayBounds };

/** The displays that the kiosk does not fill: each would show the desktop behind it. Two that mirror it are filled. */
export function openDisplays<Display extends ConnectedDisplay>(
  displays: readonly Display[],
  kiosk: ConnectedDisplay,
): readonly Display[] {
  return displays.filter(({ id, bounds }) => id !== kiosk.id && !isInside(bounds, kiosk.bounds));
}
