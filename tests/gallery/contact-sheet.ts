import type { Page } from '@playwright/test';

/**
 * Pictures made small and put side by side. Averaged over so many pixels, what differs is what a person would see: not
 * how a browser smooths an edge.
 */

/** A PNG in base64, and where it goes on its sheet, in pixels. */
export type Tile = {
  readonly name: string;
  readonly png: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** How far a colour may be off in a pixel, of 255, and how many pixels of a tile may be off by more. */
const OFF_BY = 28;
const PIXELS_OFF = 0.004;

/** @param page any page of a browser; what stands on it stays. @returns a PNG in base64. */
export async function drawSheet(page: Page, tiles: readonly Tile[]): Promise<string> {
  return page.evaluate(async (drawn) => {
    const canvas = new OffscreenCanvas(
      Math.max(...drawn.map(({ x, width }) => x + width)),
      Math.max(...drawn.map(({ y, height }) => y + height)),
    );
    const context = canvas.getContext('2d');
    // Read by the browser itself and all at once: letter by letter in a script takes longer than all else here.
    await Promise.all(
      drawn.map(async ({ png, x, y, width, height }) => {
        const picture = await fetch(`data:image/png;base64,${png}`);
        const bitmap = await createImageBitmap(await picture.blob(), {
          resizeWidth: width,
          resizeHeight: height,
          resizeQuality: 'high',
        });
        context?.drawImage(bitmap, x, y);
      }),
    );
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (const byte of bytes) {
      text += String.fromCharCode(byte);
    }
    return btoa(text);
  }, tiles);
}

/** @returns the tiles that look otherwise on one sheet than on the other, and by how much. */
export async function differingTiles(
  page: Page,
  tiles: readonly Tile[],
  sheets: { readonly now: string; readonly before: string },
): Promise<readonly string[]> {
  return page.evaluate(
    async ({ compared, now, before, offBy, pixelsOff }) => {
      async function pixelsOf(png: string): Promise<ImageData | undefined> {
        const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        context?.drawImage(bitmap, 0, 0);
        return context?.getImageData(0, 0, bitmap.width, bitmap.height);
      }
      const [one, other] = await Promise.all([pixelsOf(now), pixelsOf(before)]);
      if (one === undefined || other === undefined || one.width !== other.width) {
        return ['the whole sheet: of another size'];
      }
      return compared.flatMap(({ name, x, y, width, height }) => {
        let off = 0;
        for (let row = y; row < y + height; row += 1) {
          for (let column = x; column < x + width; column += 1) {
            const at = (row * one.width + column) * 4;
            const far = [0, 1, 2].some(
              (channel) =>
                Math.abs((one.data[at + channel] ?? 0) - (other.data[at + channel] ?? 0)) > offBy,
            );
            off += far ? 1 : 0;
          }
        }
        const share = off / (width * height);
        return share > pixelsOff ? [`${name}: ${(share * 100).toFixed(1)} % of it`] : [];
      });
    },
    {
      compared: tiles.map(({ name, x, y, width, height }) => ({ name, x, y, width, height })),
      ...sheets,
      offBy: OFF_BY,
      pixelsOff: PIXELS_OFF,
    },
  );
}
