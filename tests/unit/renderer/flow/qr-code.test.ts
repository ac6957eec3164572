import { readFileSync } from 'node:fs';
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { FollowUp } from '../../../../contract/follow-up.ts';
import { writeFollowUpToken } from '../../../../contract/follow-up-token.ts';
import { drawQr, type QrDrawing } from '../../../../renderer/flow/qr-code.tsx';

const TOKEN = writeFollowUpToken(
  {
    terminalId: '0190a000-0000-7000-8000-00000000000a',
    pressId: '0190a000-0000-7000-8000-00000000000b',
    rating: 'negative',
    keyId: Uint8Array.from({ length: 8 }, (_, index) => index * 31),
  },
  Uint8Array.from({ length: 64 }, (_, index) => index * 97),
);
const USUAL_PAGE = 'https://feedback.example.com/f';
const LONGEST_PAGE = `https://${'feedback.'.repeat(20)}example.nl`;

/** What a camera sees of a code: grey where an edge runs through a pixel. */
function photograph({ modules, path }: QrDrawing, pixelsPerModule: number) {
  const fine = 8;
  const dark = new Uint8Array(modules * modules);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    const from = Number(y) * modules + Number(x);
    dark.fill(1, from, from + Number(width));
  }
  const side = Math.floor(modules * pixelsPerModule);
  const pixels = new Uint8ClampedArray(side * side * 4);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      let light = 0;
      for (let part = 0; part < fine * fine; part += 1) {
        const x = Math.floor((column + ((part % fine) + 0.5) / fine) / pixelsPerModule);
        const y = Math.floor((row + (Math.floor(part / fine) + 0.5) / fine) / pixelsPerModule);
        light += dark[y * modules + x] === 1 ? 0 : 255;
      }
      const at = (row * side + column) * 4;
      pixels.fill(light / fine ** 2, at, at + 3);
      pixels[at + 3] = 255;
    }
  }
  return { pixels, side };
}

function read(drawing: QrDrawing, pixelsPerModule: number): string | undefined {
  const { pixels, side } = photograph(drawing, pixelsPerModule);
  return jsQR(pixels, side, side)?.data;
}

/** Of a module, in millimetres, by the rule of the style sheet. */
function moduleMm(screen: { widthPx: number; heightPx: number; widthMm: number }): number {
  const rule = readFileSync(
    new URL('../../../../renderer/look/qr-code.css', import.meta.url),
    'utf8',
  );
  const share = Number(/--module: ([\d.]+)cqmin/.exec(rule)?.[1]) / 100;
  const { widthPx, heightPx, widthMm } = screen;
  return (share * Math.min(widthPx, heightPx) * widthMm) / widthPx;
}

describe('the QR code', () => {
  it.each([
    ['of a usual hub', `${USUAL_PAGE}/${TOKEN}`],
    ['of a hub with the longest address', `${LONGEST_PAGE}/${TOKEN}`],
    ['of a page for reviews', 'https://g.page/r/CdEfGhIjKlMnEBM/review'],
  ])('is read where a camera has few pixels for it: the page %s', (_, url) => {
    const drawing = drawQr(url);
    for (const pixelsPerModule of [4.7, 3.5, 3, 2.5]) {
      expect(read(drawing, pixelsPerModule)).toBe(url);
    }
  });

  it('has modules of at least 1.5 mm on a 10-inch screen, and room for the longest address', () => {
    const page = FollowUp.shape.pageUrl.parse(LONGEST_PAGE);
    expect(page.length).toBeGreaterThan(195);
    const landscape = { widthPx: 1280, heightPx: 800, widthMm: 217 };
    const sizeMm = moduleMm(landscape);
    expect(sizeMm).toBeGreaterThanOrEqual(1.5);
    const { modules } = drawQr(`${'x'.repeat(200)}/${TOKEN}`);
    expect(modules * sizeMm).toBeLessThanOrEqual((800 / 1280) * 217);
  });

  it('keeps four modules of plain ground on every side', () => {
    const { modules, path } = drawQr('https://hub.example/f');
    const starts = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, ...numbers]) =>
      numbers.map(Number),
    );
    expect(Math.min(...starts.map(([x = 0]) => x))).toBe(4);
    expect(Math.min(...starts.map(([, y = 0]) => y))).toBe(4);
    expect(Math.max(...starts.map(([x = 0, , width = 0]) => x + width))).toBe(modules - 4);
    expect(Math.max(...starts.map(([, y = 0]) => y))).toBe(modules - 5);
  });
});
