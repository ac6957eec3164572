import { describe, expect, it } from 'vitest';
import { answerKioskRequest, KIOSK_FALLBACK_URL } from '../../../electron/kiosk-scheme.ts';
import { fallbackFile } from '../../../electron/fallback-page.ts';

const text = (path: string): string => new TextDecoder().decode(fallbackFile(path) ?? undefined);

describe('fallback page', () => {
  it('is served without a file of the bundle, and says so in every language', () => {
    const { status, body } = answerKioskRequest(
      { method: 'GET', url: KIOSK_FALLBACK_URL },
      "default-src 'none'",
      fallbackFile,
    );
    const languages = [...text('fallback.html').matchAll(/<p lang="(\w+)">/g)].map(
      ([, language]) => language,
    );
    expect([status, body !== null, languages]).toEqual([200, true, ['en', 'nl', 'de', 'fr', 'nb']]);
  });

  it('has no program and no style of its own, which the policy would refuse', () => {
    expect(text('fallback.html')).not.toMatch(/<script|<style|style=|\son\w+=/);
    expect(text('fallback.css')).toContain('background');
  });

  it('leaves every other file to the bundle', () => {
    expect(['index.html', 'constructor', 'toString'].map(fallbackFile)).toEqual([null, null, null]);
  });
});
