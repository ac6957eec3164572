import type { NoticeCatalogue } from './en.ts';

export const de: NoticeCatalogue = {
  'when.today': 'um {{time}} Uhr',
  'when.earlier': 'am {{date}} um {{time}} Uhr',
  'moment.earlier': '{{date}}, {{time}}',

  'title.reminded': 'Erinnerung: {{what}}',
  'title.escalated': 'Wartet noch: {{what}}',
  'title.woken': 'Aufschub vorbei: {{what}}',
  'title.reopened': 'Wieder offen: {{what}}',
  'title.late': 'Nachgereicht: {{what}}',

  'what.negative_one': 'rot gedrückt',
  'what.negative_other': '{{count}}× rot gedrückt',
  'what.help': 'jemand bittet um Hilfe',
  'what.score': 'niedriger Wert',
  'what.silent': 'niemand drückt',
  'what.offline': 'Terminal nicht erreichbar',
  'what.box-lost': 'Tastenbox fehlt',

  'line.presses_one': '{{when}} hat jemand rot gedrückt.',
  'line.presses_other': '{{count}}× rot seit {{moment}}, zuletzt {{when}}.',
  'line.help': '{{when}} hat jemand um Hilfe gebeten.',
  'line.contact': 'Kontaktdaten wurden hinterlassen.',
  'line.called': '{{when}} hat das Terminal selbst schon jemanden im Laden gerufen.',
  'line.late': 'Das Terminal hatte da keine Verbindung.',
  'line.count': 'Gezählt: {{value}}. Grenze: {{limit}}.',
  'line.score': 'Der Wert ist {{value}}; die untere Grenze ist {{limit}}.',
  'line.silent': 'Schon {{value}} hat niemand gedrückt; die Grenze ist {{limit}}.',
  'line.offline': 'Das Terminal ist schon {{value}} nicht erreichbar; die Grenze ist {{limit}}.',
  'line.box-lost': 'Dem Terminal fehlt schon {{value}} die Tastenbox; die Grenze ist {{limit}}.',
  'line.noticed': 'Bemerkt {{when}}.',
  'line.waiting': 'Schon {{duration}} hat das niemand übernommen.',
  'line.level': 'Weitergegeben an Stufe {{level}}.',
  'line.acknowledged': '{{name}} kümmert sich darum.',
  'line.snoozed': '{{name}} hat es aufgeschoben bis {{moment}}.',
  'line.resolved': 'Erledigt von {{name}}.',
  'line.over': 'Es ist vorbei.',
  'line.rule': 'Regel: {{rule}}',

  'catchUp.title_one': 'Nach der Ruhezeit: 1 Meldung wartet noch',
  'catchUp.title_other': 'Nach der Ruhezeit: {{count}} Meldungen warten noch',
  'catchUp.more': 'und {{count}} weitere',
  'catchUp.handled_one': 'Um 1 weitere hat sich schon jemand gekümmert.',
  'catchUp.handled_other': 'Um {{count}} weitere hat sich schon jemand gekümmert.',

  'test.title': 'Eine Testnachricht',
  'test.text': 'Es klappt: Hier kommen die Meldungen von Glimlach an.',

  'action.alert': 'Zur Meldung',
  'action.board': 'Zu den Meldungen',
  'action.test': 'Zu Glimlach',

  'mail.why': 'Gesendet, weil Nachrichten per E-Mail eingeschaltet sind.',
  'mail.profile': 'Ändern, wie Nachrichten ankommen',
};
