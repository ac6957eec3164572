import type { NoticeCatalogue } from './en.ts';

export const nl: NoticeCatalogue = {
  'when.today': 'om {{time}}',
  'when.earlier': 'op {{date}} om {{time}}',
  'moment.earlier': '{{date}} {{time}}',

  'title.reminded': 'Herinnering: {{what}}',
  'title.escalated': 'Wacht nog: {{what}}',
  'title.woken': 'Uitstel voorbij: {{what}}',
  'title.reopened': 'Weer open: {{what}}',
  'title.late': 'Nagekomen: {{what}}',

  'what.negative_one': 'rood ingedrukt',
  'what.negative_other': '{{count}}× rood ingedrukt',
  'what.help': 'iemand vraagt om hulp',
  'what.score': 'lage score',
  'what.silent': 'niemand drukt',
  'what.offline': 'terminal onbereikbaar',
  'what.box-lost': 'knoppenkast weg',

  'line.presses_one': '{{when}} drukte iemand op rood.',
  'line.presses_other': '{{count}}× rood sinds {{moment}}, het laatst {{when}}.',
  'line.help': '{{when}} vroeg iemand om hulp.',
  'line.contact': 'Er zijn contactgegevens achtergelaten.',
  'line.called': '{{when}} riep de terminal zelf al iemand in de winkel.',
  'line.late': 'De terminal had toen geen verbinding.',
  'line.count': 'Geteld: {{value}}. Grens: {{limit}}.',
  'line.score': 'De score is {{value}}; de ondergrens is {{limit}}.',
  'line.silent': 'Al {{value}} niet gedrukt; de grens is {{limit}}.',
  'line.offline': 'De terminal is al {{value}} onbereikbaar; de grens is {{limit}}.',
  'line.box-lost': 'De terminal mist al {{value}} de knoppenkast; de grens is {{limit}}.',
  'line.noticed': 'Opgemerkt {{when}}.',
  'line.waiting': 'Al {{duration}} heeft niemand dit opgepakt.',
  'line.level': 'Doorgegeven aan niveau {{level}}.',
  'line.acknowledged': '{{name}} pakt het op.',
  'line.snoozed': '{{name}} stelde het uit tot {{moment}}.',
  'line.resolved': 'Afgehandeld door {{name}}.',
  'line.over': 'Het is voorbij.',
  'line.rule': 'Regel: {{rule}}',

  'catchUp.title_one': 'Na de stille uren: 1 melding wacht nog',
  'catchUp.title_other': 'Na de stille uren: {{count}} meldingen wachten nog',
  'catchUp.more': 'en nog {{count}}',
  'catchUp.handled_one': 'Collega’s pakten er al 1 op.',
  'catchUp.handled_other': 'Collega’s pakten er al {{count}} op.',

  'test.title': 'Een testbericht',
  'test.text': 'Het werkt: hier komen de meldingen van Glimlach binnen.',

  'action.alert': 'Naar de melding',
  'action.board': 'Naar de meldingen',
  'action.test': 'Naar Glimlach',

  'mail.why': 'Verstuurd omdat berichten per e-mail aanstaan.',
  'mail.profile': 'Kiezen hoe berichten aankomen',
};
