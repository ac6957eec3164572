import type { NoticeLanguage } from '../../contract/protocol/people.ts';
import { writeLetter } from '../mail/letter.ts';
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
    unknown: 'Verkeerd bezorgd? Dan hoeft er niets te gebeuren.',
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
    accept: 'Accepter l’invitation',
    ends: 'Le lien fonctionne une fois, pendant 7 jours.',
    unknown: 'Ce message ne vous était pas destiné ? Il n’y a rien à faire.',
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
  id,
  email,
  invitedBy,
  organization,
  url,
  language,
}: {
  readonly id: string;
  readonly email: string;
  readonly invitedBy: string;
  readonly organization: string;
  readonly url: string;
  readonly language: NoticeLanguage;
}): Mail {
  const words = WORDS[language];
  return {
    id,
    threadId: null,
    to: email,
    ...writeLetter({
      language,
      title: words.subject(organization),
      lines: [words.invites(invitedBy, organization), words.ends],
      action: { label: words.accept, url },
      isUrgent: false,
      footer: { text: words.unknown, link: null },
    }),
    isUrgent: false,
    settingsUrl: null,
  };
}
