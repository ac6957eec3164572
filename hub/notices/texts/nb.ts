import type { NoticeCatalogue } from './en.ts';

export const nb: NoticeCatalogue = {
  'when.today': 'klokken {{time}}',
  'when.earlier': '{{date}} klokken {{time}}',
  'moment.earlier': '{{date}} klokken {{time}}',

  'title.reminded': 'Påminnelse: {{what}}',
  'title.escalated': 'Venter fortsatt: {{what}}',
  'title.woken': 'Utsettelsen er over: {{what}}',
  'title.reopened': 'Åpen igjen: {{what}}',
  'title.late': 'Kom sent: {{what}}',

  'what.negative_one': 'rødt trykk',
  'what.negative_other': '{{count}} røde trykk',
  'what.help': 'noen ber om hjelp',
  'what.score': 'lav score',
  'what.silent': 'ingen trykker',
  'what.offline': 'terminal uten kontakt',
  'what.box-lost': 'knappeboks borte',

  'line.presses_one': '{{when}} trykket noen på rødt.',
  'line.presses_other': '{{count}} røde trykk siden {{moment}}, det siste {{when}}.',
  'line.help': '{{when}} ba noen om hjelp.',
  'line.contact': 'Kontaktopplysninger er lagt igjen.',
  'line.called': '{{when}} ropte terminalen selv på noen i butikken.',
  'line.late': 'Terminalen hadde ikke forbindelse da.',
  'line.count': 'Talt: {{value}}. Grense: {{limit}}.',
  'line.score': 'Scoren er {{value}}; nedre grense er {{limit}}.',
  'line.silent': 'Ingen har trykket på {{value}}; grensen er {{limit}}.',
  'line.offline': 'Terminalen har vært uten kontakt i {{value}}; grensen er {{limit}}.',
  'line.box-lost': 'Terminalen har manglet knappeboksen i {{value}}; grensen er {{limit}}.',
  'line.noticed': 'Oppdaget {{when}}.',
  'line.waiting': 'Ingen har tatt seg av det på {{duration}}.',
  'line.level': 'Sendt videre til nivå {{level}}.',
  'line.acknowledged': '{{name}} tar seg av det.',
  'line.snoozed': '{{name}} utsatte det til {{moment}}.',
  'line.resolved': 'Løst av {{name}}.',
  'line.over': 'Det er over.',
  'line.rule': 'Regel: {{rule}}',

  'catchUp.title_one': 'Etter stille timer: 1 varsel venter fortsatt',
  'catchUp.title_other': 'Etter stille timer: {{count}} varsler venter fortsatt',
  'catchUp.more': 'og {{count}} til',
  'catchUp.handled_one': 'Andre har alt tatt seg av 1 til.',
  'catchUp.handled_other': 'Andre har alt tatt seg av {{count}} til.',

  'test.title': 'En testmelding',
  'test.text': 'Det virker: her kommer varslene fra Glimlach.',

  'action.alert': 'Åpne varselet',
  'action.board': 'Åpne varslene',
  'action.test': 'Åpne Glimlach',

  'mail.why': 'Sendt fordi meldinger på e-post er slått på.',
  'mail.profile': 'Velg hvordan meldinger kommer fram',
};
