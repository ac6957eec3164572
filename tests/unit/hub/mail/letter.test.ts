import { describe, expect, it } from 'vitest';
import { writeLetter, type Letter } from '../../../../hub/mail/letter.ts';

const LETTER: Letter = {
  language: 'en',
  title: 'Red press · Checkout, Utrecht',
  lines: ['At 14:14 somebody pressed red.', 'Contact details were left.'],
  action: { label: 'Open the alert', url: 'https://hub.example/alerts/7' },
  isUrgent: true,
  footer: {
    text: 'Sent because messages by e-mail are turned on.',
    link: { label: 'Change how messages arrive', url: 'https://hub.example/profile' },
  },
};

describe('writeLetter', () => {
  it('says the same as text, with its footer as a signature', () => {
    const { subject, text } = writeLetter(LETTER);
    expect(subject).toBe(LETTER.title);
    expect(text).toBe(
      `Red press · Checkout, Utrecht

At 14:14 somebody pressed red.
Contact details were left.

Open the alert: https://hub.example/alerts/7

-- ${''}
Sent because messages by e-mail are turned on.
Change how messages arrive: https://hub.example/profile
`,
    );
  });

  it('names its language, and loads nothing from anywhere', () => {
    const { html } = writeLetter({ ...LETTER, language: 'nb' });
    expect(html).toContain('<html lang="nb" dir="ltr">');
    expect(html).not.toMatch(/<(img|script|link|iframe)|url\(|@import|@font-face/i);
    const addresses = [...html.matchAll(/https?:[^"<\s]*/g)].map(([address]) => address);
    expect(addresses).toEqual(['https://hub.example/alerts/7', 'https://hub.example/profile']);
  });

  it('shows markup in names as it is written', () => {
    const evil = '<img src=x onerror="alert(1)"> & Co';
    const { html } = writeLetter({
      ...LETTER,
      title: evil,
      lines: [evil],
      action: { label: evil, url: 'https://hub.example/?a="b' },
    });
    expect(html).not.toContain('<img');
    expect(html).not.toContain('a="b');
    expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; Co');
  });
});
