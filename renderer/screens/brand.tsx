import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import type { Appearance } from '../../contract/appearance.ts';
import { log } from '../log.ts';
import { messageOf } from '../message-of.ts';
import { pngSize } from './png-size.ts';

/** A logo is a line high: a larger picture is a mistake, and would take a kiosk's memory. */
const MAX_SIDE_PX = 4_000;

/** Draws onto a canvas, which needs no address that the page's policy would have to allow. */
async function drawLogo(canvas: HTMLCanvasElement, logo: string): Promise<void> {
  const bytes = Uint8Array.from(atob(logo), (letter) => letter.charCodeAt(0));
  const size = pngSize(bytes);
  if (size === null || Math.max(size.width, size.height) > MAX_SIDE_PX) {
    throw new Error(`it is no PNG of at most ${MAX_SIDE_PX} pixels a side`);
  }
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
}

function Logo({ name, logo }: { readonly name: string; readonly logo: string }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) {
      drawLogo(canvas.current, logo).catch((error: unknown) => {
        log(`The logo could not be drawn: ${messageOf(error)}`);
      });
    }
  }, [logo]);
  return <canvas ref={canvas} className="brand-logo" role="img" aria-label={name} />;
}

/** Whose kiosk it is, in a corner. */
export function Brand({ brand }: { readonly brand: Appearance['brand'] }): ReactNode {
  if (brand === null) {
    return null;
  }
  return (
    <p className="brand" translate="no">
      {brand.logo === null ? brand.name : <Logo name={brand.name} logo={brand.logo} />}
    </p>
  );
}
