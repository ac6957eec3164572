/**
 * English: the complete catalogue. Its keys are the keys of every other; `{{name}}` is filled in. Plural forms end in
 * `_one` and `_other`. What begins in lower case begins a sentence or stands in one.
 */
export const en = {
  'when.today': 'at {{time}}',
  'when.earlier': 'on {{date}} at {{time}}',
  'moment.earlier': '{{date}}, {{time}}',

  'title.reminded': 'Reminder: {{what}}',
  'title.escalated': 'Still waiting: {{what}}',
  'title.woken': 'Snooze over: {{what}}',
  'title.reopened': 'Open again: {{what}}',
  'title.late': 'Arrived late: {{what}}',

  'what.negative_one': 'red press',
  'what.negative_other': '{{count}} red presses',
  'what.help': 'somebody asks for help',
  'what.score': 'low score',
  'what.silent': 'no presses',
  'what.offline': 'terminal offline',
  'what.box-lost': 'button box gone',

  'line.presses_one': '{{when}} somebody pressed red.',
  'line.presses_other': '{{count}} red presses since {{moment}}, the last {{when}}.',
  'line.help': '{{when}} somebody asked for help.',
  'line.contact': 'Contact details were left.',
  'line.called': '{{when}} the terminal itself called somebody in the store.',
  'line.late': 'The terminal had no connection then.',
  'line.count': 'Counted: {{value}}. Limit: {{limit}}.',
  'line.score': 'The score is {{value}}; it should not fall below {{limit}}.',
  'line.silent': 'No press for {{value}}; the limit is {{limit}}.',
  'line.offline': 'The terminal has been out of reach for {{value}}; the limit is {{limit}}.',
  'line.box-lost': 'The terminal has missed its button box for {{value}}; the limit is {{limit}}.',
  'line.noticed': 'Noticed {{when}}.',
  'line.waiting': 'Nobody has picked this up for {{duration}}.',
  'line.level': 'Passed on to level {{level}}.',
  'line.acknowledged': '{{name}} is taking care of it.',
  'line.snoozed': '{{name}} snoozed it until {{moment}}.',
  'line.resolved': 'Resolved by {{name}}.',
  'line.over': 'It is over.',
  'line.rule': 'Rule: {{rule}}',

  'catchUp.title_one': 'After quiet hours: 1 alert still waits',
  'catchUp.title_other': 'After quiet hours: {{count}} alerts still wait',
  'catchUp.more': 'and {{count}} more',
  'catchUp.handled_one': 'Others took care of 1 more already.',
  'catchUp.handled_other': 'Others took care of {{count}} more already.',

  'test.title': 'A test message',
  'test.text': 'It works: this is where Glimlach tells of alerts.',

  'action.alert': 'Open the alert',
  'action.board': 'Open the alerts',
  'action.test': 'Open Glimlach',

  'mail.why': 'Sent because messages by e-mail are turned on.',
  'mail.profile': 'Change how messages arrive',
} as const;

/** The name of a text. */
export type NoticeTextKey = keyof typeof en;

/** Every text in one language. */
export type NoticeCatalogue = { readonly [Key in NoticeTextKey]: string };
