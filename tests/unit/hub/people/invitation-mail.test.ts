import { describe, expect, it } from 'vitest';
import { NOTICE_LANGUAGES } from '../../../../contract/protocol/people.ts';
import { invitationMail } from '../../../../hub/people/invitation-mail.ts';

const INVITATION = {
  id: '0190a000-0000-7000-8000-00000000000a',
  email: 'anna@shop.example',
  invitedBy: 'Bart & <b>Co</b>',
  organization: 'The "Corner" shop',
  url: 'https://hub.example/join#token',
};

describe('invitationMail', () => {
  it('says in each language who invites, to what, where to accept and until when', () => {
    const texts = new Set<string>();
    for (const language of NOTICE_LANGUAGES) {
      const { to, subject, text, html } = invitationMail({ ...INVITATION, language });
      expect(to).toBe(INVITATION.email);
      expect(subject).toContain(INVITATION.organization);
      for (const part of [INVITATION.invitedBy, INVITATION.organization, INVITATION.url, '7']) {
        expect(text).toContain(part);
      }
      expect(html).toContain(`<html lang="${language}"`);
      expect(html).toContain(`href="${INVITATION.url}"`);
      texts.add(text);
    }
    expect(texts.size).toBe(NOTICE_LANGUAGES.length);
  });

  it('lets no name that is kept from before write paragraphs, or turn the line around', () => {
    const invitedBy = '\u202EYour account is locked.\r\n\r\nUnlock it:\u2028https://evil.example';
    const { subject, text } = invitationMail({
      ...INVITATION,
      organization: 'Corner\nshop',
      invitedBy,
      language: 'en',
    });
    expect(subject).toBe('Join Corner shop on Glimlach');
    expect(text.split('\n').slice(0, 4)).toEqual([
      'Join Corner shop on Glimlach',
      '',
      'Your account is locked. Unlock it: https://evil.example invites you to join Corner shop on Glimlach.',
      'The link works once, within 7 days.',
    ]);
  });

  it('lets no name be markup', () => {
    const { html } = invitationMail({ ...INVITATION, language: 'en' });
    expect(html).toContain('Bart &amp; &lt;b&gt;Co&lt;/b&gt;');
    expect(html).not.toContain('<b>Co');
  });
});
