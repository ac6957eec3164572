import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerKioskRequest, isKioskPage, kioskFile } from '../../../electron/kiosk-scheme.ts';

describe('kiosk:// files', () => {
  it.each([
    ['kiosk://app/index.html', 'index.html', 'text/html; charset=utf-8'],
    [
      'kiosk://app/assets/index-D_x-9.js',
      'assets/index-D_x-9.js',
      'text/javascript; charset=utf-8',
    ],
    ['kiosk://app/assets/look.css?v=1#top', 'assets/look.css', 'text/css; charset=utf-8'],
    ['kiosk://app/faces/positive.svg', 'faces/positive.svg', 'image/svg+xml'],
    ['kiosk://app/sounds/press.ogg', 'sounds/press.ogg', 'audio/ogg'],
    ['kiosk://app/type/face.woff2', 'type/face.woff2', 'font/woff2'],
  ])('finds %s', (url, path, contentType) => {
    expect(kioskFile(url)).toEqual({ path, contentType });
  });

  it.each([
    'kiosk://other/index.html',
    'file:///index.html',
    'kiosk://app/',
    'kiosk://app/assets/',
    'kiosk://app//index.html',
    'kiosk://app/..%2fkey.json',
    'kiosk://app/assets/..%5c..%5ckey.json',
    'kiosk://app/C:%5ckey.json',
    'kiosk://app/index.html%00.js',
    'kiosk://app/%E0%A4%A',
    'kiosk://app/.hidden.json',
    'kiosk://app/main.ts',
    'not a url',
  ])('finds nothing at %s', (url) => {
    expect(kioskFile(url)).toBeNull();
  });

  it('looks inside the folder for a path that climbs out of it', () => {
    expect(kioskFile('kiosk://app/../%2e%2e/key.json')).toMatchObject({ path: 'key.json' });
  });

  it('never leaves the folder, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const found = kioskFile(`kiosk://app/${encodeURIComponent(text)}.json`);
        expect(found === null || /^(?!.*(^|\/)\.)[\w@./-]+$/.test(found.path)).toBe(true);
      }),
    );
  });
});

describe('kiosk:// page', () => {
  it('may load itself', () => {
    expect(isKioskPage('kiosk://app/index.html')).toBe(true);
  });

  it.each([
    'kiosk://app/',
    'kiosk://app/index.html?outbox=memory',
    'kiosk://app/index.html#top',
    'kiosk://app/index.html/',
    'kiosk://app/index.html.js',
    'kiosk://app/other.html?/index.html',
    'kiosk://app@other/index.html',
    'kiosk://app.example/index.html',
    'kiosk://other/index.html',
    'https://hub.example.com/?kiosk://app/index.html',
    'file:///index.html',
    'javascript:0',
    'about:blank',
    '',
  ])('is not at "%s"', (url) => {
    expect(isKioskPage(url)).toBe(false);
  });
});

describe('kiosk:// answers', () => {
  const bytes = Uint8Array.from(Buffer.from('<!doctype html>'));
  const bundle = (path: string) => (path === 'index.html' ? bytes : null);
  const always = {
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
  const ask = (method: string, url: string) =>
    answerKioskRequest({ method, url }, "default-src 'none'", bundle);

  it('carry the policy and the right type', () => {
    expect(ask('GET', 'kiosk://app/index.html')).toEqual({
      status: 200,
      headers: { ...always, 'content-type': 'text/html; charset=utf-8', 'content-length': '15' },
      body: bytes,
    });
  });

  it('hold no body for HEAD', () => {
    expect(ask('HEAD', 'kiosk://app/index.html')).toMatchObject({ status: 200, body: null });
  });

  it('say what is missing or not allowed, under the same policy', () => {
    expect([
      ask('GET', 'kiosk://app/other.html'),
      ask('GET', 'kiosk://app/..%2fkey.json'),
      ask('POST', 'kiosk://app/index.html'),
    ]).toEqual([
      { status: 404, headers: always, body: null },
      { status: 404, headers: always, body: null },
      { status: 405, headers: { ...always, allow: 'GET, HEAD' }, body: null },
    ]);
  });
});
