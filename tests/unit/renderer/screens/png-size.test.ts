import { describe, expect, it } from 'vitest';
import { pngSize } from '../../../../renderer/screens/png-size.ts';

/** A red pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

describe('pngSize', () => {
  it('reads the size from the header', () => {
    expect(pngSize(PIXEL)).toEqual({ width: 1, height: 1 });
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a header that is cut off', PIXEL.subarray(0, 20)],
    ['something else', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('finds none in %s', (_, bytes) => {
    expect(pngSize(bytes)).toBeNull();
  });
});
