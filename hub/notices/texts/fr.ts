import type { NoticeCatalogue } from './en.ts';

export const fr: NoticeCatalogue = {
  'when.today': 'à {{time}}',
  'when.earlier': 'le {{date}} à {{time}}',
  'moment.earlier': 'le {{date}} à {{time}}',

  'title.reminded': 'Rappel : {{what}}',
  'title.escalated': 'Toujours en attente : {{what}}',
  'title.woken': 'Fin du report : {{what}}',
  'title.reopened': 'De nouveau ouverte : {{what}}',
  'title.late': 'Arrivé en retard : {{what}}',

  'what.negative_one': 'appui sur rouge',
  'what.negative_other': '{{count}} appuis sur rouge',
  'what.help': 'quelqu’un demande de l’aide',
  'what.score': 'note basse',
  'what.silent': 'aucun appui',
  'what.offline': 'borne injoignable',
  'what.box-lost': 'boîtier disparu',

  'line.presses_one': '{{when}}, quelqu’un a appuyé sur rouge.',
  'line.presses_other': '{{count}} appuis sur rouge depuis {{moment}}, le dernier {{when}}.',
  'line.help': '{{when}}, quelqu’un a demandé de l’aide.',
  'line.contact': 'Des coordonnées ont été laissées.',
  'line.called': '{{when}}, la borne a déjà appelé quelqu’un dans le magasin.',
  'line.late': 'La borne n’avait alors pas de connexion.',
  'line.count': 'Compté : {{value}}. Limite : {{limit}}.',
  'line.score': 'La note est de {{value}} ; la limite basse est de {{limit}}.',
  'line.silent': 'Aucun appui depuis {{value}} ; la limite est de {{limit}}.',
  'line.offline': 'La borne est injoignable depuis {{value}} ; la limite est de {{limit}}.',
  'line.box-lost':
    'La borne est sans boîtier de boutons depuis {{value}} ; la limite est de {{limit}}.',
  'line.noticed': 'Constaté {{when}}.',
  'line.waiting': 'Personne ne s’en occupe depuis {{duration}}.',
  'line.level': 'Transmis au niveau {{level}}.',
  'line.acknowledged': '{{name}} s’en occupe.',
  'line.snoozed': 'Reporté par {{name}} jusqu’à {{moment}}.',
  'line.resolved': 'Réglé par {{name}}.',
  'line.over': 'C’est terminé.',
  'line.rule': 'Règle : {{rule}}',

  'catchUp.title_one': 'Après les heures calmes : 1 alerte attend encore',
  'catchUp.title_other': 'Après les heures calmes : {{count}} alertes attendent encore',
  'catchUp.more': 'et {{count}} de plus',
  'catchUp.handled_one': '1 autre est déjà prise en charge.',
  'catchUp.handled_other': '{{count}} autres sont déjà prises en charge.',

  'test.title': 'Un message de test',
  'test.text': 'Tout fonctionne : les alertes de Glimlach arrivent ici.',

  'action.alert': 'Voir l’alerte',
  'action.board': 'Voir les alertes',
  'action.test': 'Ouvrir Glimlach',

  'mail.why': 'Envoyé parce que les messages par e-mail sont activés.',
  'mail.profile': 'Choisir comment les messages arrivent',
};
