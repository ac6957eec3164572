import type { settingsEn } from './en.ts';

export const settingsNl: Readonly<Record<keyof typeof settingsEn, string>> = {
  'page.settings': 'Instellingen',
  'page.profile': 'Mijn berichten',
  'page.join': 'Uitnodiging',

  'join.loading': 'Uitnodiging opzoeken',
  'join.title': 'Welkom bij {{organization}}',
  'join.lead': '{{name}} heeft je uitgenodigd. Kies een wachtwoord en je bent binnen.',
  'join.leadAccount':
    '{{name}} heeft je uitgenodigd. Je hebt al een account: het wachtwoord daarvan is genoeg.',
  'join.leadEither':
    '{{name}} heeft je uitgenodigd. Gebruik het wachtwoord van je account, of kies er een als je er nog geen hebt.',
  'join.name': 'Je naam',
  'join.nameMissing': 'Vul je naam in, zoals collega’s je kennen.',
  'join.password': 'Kies een wachtwoord',
  'join.passwordHint': 'Minstens {{count}} tekens. Een korte zin is makkelijk te onthouden.',
  'join.passwordShort': 'Dit is te kort: gebruik minstens {{count}} tekens.',
  'join.passwordLong': 'Dit is te lang: gebruik hoogstens 128 tekens.',
  'join.submit': 'Uitnodiging aannemen',
  'join.wrongPassword':
    'Dit is niet het wachtwoord van je account. Probeer het nog eens, of vraag het de beheerder.',
  'join.gone': 'Deze uitnodiging werkt niet meer',
  'join.goneLead':
    'Een uitnodiging werkt één keer, binnen 7 dagen, en kan worden ingetrokken. Vraag een nieuwe aan wie hem stuurde.',
  'join.unknown': 'De uitnodiging kon niet worden opgehaald',
  'join.toSignIn': 'Ik heb een account: inloggen',

  'settings.loading': 'Eén moment',

  'form.save': 'Opslaan',
  'form.saved': 'Opgeslagen.',
  'form.remove': 'Weghalen',
  'form.lookAt': 'Dit kon nog niet worden opgeslagen. Kijk naar wat gemarkeerd is.',
  'form.signInBeside': 'Log in op een ander tabblad en sla hier opnieuw op',

  'leave.title': 'Weggaan zonder op te slaan?',
  'leave.lead': 'Wat je op deze pagina hebt veranderd, is dan weg.',
  'leave.stay': 'Hier blijven',
  'leave.go': 'Weggaan',

  'fault.missing': 'Vul dit in.',
  'fault.tooShort_one': 'Gebruik minstens {{count}} teken.',
  'fault.tooShort_other': 'Gebruik minstens {{count}} tekens.',
  'fault.tooLong_one': 'Gebruik hoogstens {{count}} teken.',
  'fault.tooLong_other': 'Gebruik hoogstens {{count}} tekens.',
  'fault.tooMany_one': 'Kies er hoogstens {{count}}.',
  'fault.tooMany_other': 'Kies er hoogstens {{count}}.',
  'fault.atLeast': 'Minstens {{min}}.',
  'fault.atMost': 'Hoogstens {{max}}.',
  'fault.email': 'Vul een e-mailadres in, zoals anna@voorbeeld.nl.',
  'fault.url': 'Vul een adres in dat begint met https://.',
  'fault.unreadable': 'Kijk hier nog eens naar.',

  'refusal.changedMeanwhile':
    'Iemand anders heeft dit veranderd of verwijderd terwijl je bezig was.',
  'refusal.policyInUse': 'Er zijn regels die dit gebruiken. Geef die eerst een ander.',
  'refusal.alreadyMember': 'Deze persoon hoort al bij Glimlach. Geef de rol op diens pagina.',
  'refusal.lastAdmin': 'Dan is niemand meer overal beheerder. Maak eerst iemand anders beheerder.',
  'refusal.otherOrganization':
    'Dit account hoort al bij een andere organisatie. Vraag een uitnodiging voor een ander e-mailadres.',

  'hours.timeZone': 'Tijdzone',
  'hours.world': 'Wereld',
  'hours.from': '{{of}}, van',
  'hours.until': '{{of}}, tot',
  'hours.nextDay': 'volgende dag',
  'hours.wholeDay': 'hele dag',

  'profile.lead': 'Hoe Glimlach je bereikt, en wanneer niet.',
  'profile.name': 'Naam',
  'profile.language': 'Taal van berichten',
  'profile.languageHint':
    'Van e-mails en meldingen. Deze pagina heeft een eigen taal, in het menu.',
  'profile.email': 'E-mail',
  'profile.noMail': 'Deze hub heeft nog geen mailserver: er gaat geen e-mail uit.',
  'profile.push': 'Pushmeldingen',
  'profile.pushHint': 'Op elke telefoon en computer die hieronder staat.',
  'profile.test.email': 'Stuur een test per e-mail',
  'profile.test.push': 'Stuur een testmelding',
  'profile.testSent': 'Onderweg.',

  'devices.title': 'Apparaten',
  'devices.lead': 'Telefoons en computers die meldingen krijgen, ook als Glimlach dicht is.',
  'devices.none': 'Nog geen.',
  'devices.removeNamed': '{{name}} weghalen',

  'quiet.title': 'Stille uren',
  'quiet.hint': 'Dan stoort niets je. Daarna vat één bericht samen wat er gebeurde.',
  'quiet.on': 'Stille uren houden',
  'quiet.days': 'Stille uren {{number}}',
  'quiet.more': 'Andere uren toevoegen',
};
