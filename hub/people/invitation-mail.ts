import type { NoticeLanguage } from '../../contract/protocol/people.ts';
import { markup } from '../follow-up/markup.ts';
import type { Mail } from '../mail/mailer.ts';

type Words = {
  subject(organization: string): string;
  invites(invitedBy: string, organization: string): string;
  readonly accept: string;
  readonly ends: string;
  readonly unknown: string;
};

const WORDS: Readonly<Record<NoticeLanguage, Words>> = {
  en: {
    subject: (organization) => `Join ${organization} on Glimlach`,
    invites: (invitedBy, organization) =>
      `${invitedBy} invites you to join ${organization} on Glimlach.`,
    accept: 'Accept the invitation',
    ends: 'The link works once, within 7 days.',
    unknown: 'Was this not meant for you? Then there is nothing to do.',
  },
  nl: {
    subject: (organization) => `Doe mee met ${organization} op Glimlach`,
    invites: (invitedBy, organization) =>
      `Een uitnodiging van ${invitedBy} om mee te doen met ${organization} op Glimlach.`,
    accept: 'Uitnodiging aannemen',
    ends: 'De link werkt één keer, binnen 7 dagen.',
    unknown: 'Niet voor u bedoeld? Dan hoeft er niets te gebeuren.',
  },
  de: {
    subject: (organization) => `${organization} auf Glimlach beitreten`,
    invites: (invitedBy, organization) =>
      `${invitedBy} lädt Sie ein, ${organization} auf Glimlach beizutreten.`,
    accept: 'Einladung annehmen',
    ends: 'Der Link funktioniert einmal, innerhalb von 7 Tagen.',
    unknown: 'Nicht für Sie gedacht? Dann ist nichts zu tun.',
  },
  fr: {
    subject: (organization) => `Rejoindre ${organization} sur Glimlach`,
    invites: (invitedBy, organization) =>
      `${invitedBy} vous invite à rejoindre ${organization} sur Glimlach.`,
    accept: "Accepter l'invitation",
    ends: 'Le lien fonctionne une fois, pendant 7 jours.',
    unknown: "Ce message ne vous était pas destiné ? Il n'y a rien à faire.",
  },
  nb: {
    subject: (organization) => `Bli med i ${organization} på Glimlach`,
    invites: (invitedBy, organization) =>
      `${invitedBy} inviterer deg til å bli med i ${organization} på Glimlach.`,
    accept: 'Ta imot invitasjonen',
    ends: 'Lenken virker én gang, innen 7 dager.',
    unknown: 'Ikke ment for deg? Da trenger du ikke gjøre noe.',
  },
};

/** What goes to somebody who is invited. */
export function invitationMail({
  email,
  invitedBy,
  organization,
  url,
  language,
}: {
  readonly email: string;
  readonly invitedBy: string;
  readonly organization: string;
  readonly url: string;
  readonly language: NoticeLanguage;
}): Mail {
  const words = WORDS[language];
  const invites = words.invites(invitedBy, organization);
  const { source: html } = markup`<!doctype html>
<html lang="${language}">
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; color: #1b1b1f; padding: 16px">
<p>${invites}</p>
<p><a href="${url}" style="display: inline-block; padding: 12px 24px; border-radius: 8px; background: #1f5f3f; color: #ffffff; text-decoration: none">${words.accept}</a></p>
<p>${url}</p>
<p style="color: #55555f">${words.ends}<br>${words.unknown}</p>
</body>
</html>
`;
  return {
    to: { name: '', address: email },
    subject: words.subject(organization),
    text: `${invites}\n\n${words.accept}:\n${url}\n\n${words.ends}\n${words.unknown}\n`,
    html,
  };
}
