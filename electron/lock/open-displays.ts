export type DisplayBounds = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Electron's `Display` fits. */
export type ConnectedDisplay = { readonly id: number; readonly bounds: DisplayBounds };

/** The displays that the kiosk does not fill: each would show the desktop behind it. Two that mirror it are filled. */
export function openDisplays<Display extends ConnectedDisplay>(
  displays: readonly Display[],
  kiosk: ConnectedDisplay,
): readonly Display[] {
  return displays.filter(({ id, bounds }) => id !== kiosk.id && !isInside(bounds, kiosk.bounds));
}

function isInside(inner: DisplayBounds, outer: DisplayBounds): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
