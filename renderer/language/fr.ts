import type { Catalogue } from './en.ts';

/** French. Visitors are addressed neither as "tu" nor, where it can be avoided, as "vous": any age reads this. */
export const fr: Catalogue = {
  'rating.positive': 'Bien',
  'rating.neutral': 'Moyen',
  'rating.negative': 'Mauvais',
  'starting.title': 'Démarrage',
  'start.question': 'Comment était-ce ?',
  'start.languages': 'Langue',
  'notice.storageFull': 'La mémoire est pleine',
  'notice.clock': 'L’horloge est fausse',
  'notice.staff': 'Personnel : merci de le signaler',
  'thanks.positive.title': 'Quel plaisir !',
  'thanks.positive.text': 'Merci pour ce sourire.',
  'thanks.neutral.title': 'Merci !',
  'thanks.neutral.text': 'C’est bon à savoir.',
  'thanks.negative.title': 'Nous sommes désolés.',
  'thanks.negative.text': 'Merci pour cette franchise. Nous la prenons au sérieux.',
  'notSaved.title': 'Cela n’a pas marché',
  'notSaved.text':
    'Cette réponse n’a pas pu être enregistrée. C’est notre faute. Merci d’avoir essayé.',
  'notSaved.staffTitle': 'Pour le personnel',
  'notSaved.staffText':
    'Cette borne ne peut plus rien enregistrer. Il faut la redémarrer. Si cette page revient, prévenir les responsables : le disque est peut-être plein ou défectueux.',
  'setUp.title': 'Configurer cette borne',
  'setUp.steps': 'Étapes',
  'setUp.step.hub': 'Hub',
  'setUp.step.key': 'Clé',
  'setUp.step.enrolled': 'Inscrite',
  'setUp.hubUrl': 'Adresse du hub',
  'setUp.elsewhere.title': 'La borne est ouverte dans une autre fenêtre',
  'setUp.elsewhere.text': 'Cette fenêtre prend le relais dès que l’autre se ferme.',
  'setUp.noStorage.title': 'Rien ne peut être enregistré ici',
  'setUp.noStorage.text':
    'Le navigateur ne donne aucun stockage à cette page : les réponses seraient perdues. Quitter le mode privé et autoriser les données du site. Un nouvel essai se fait tout seul.',
  'setUp.noHub.title': 'Pas encore d’adresse de hub',
  'setUp.noHub.text':
    'Indiquer l’adresse dans GLIMLACH_HUB_URL ou dans le fichier de configuration, puis redémarrer cette borne.',
  'setUp.needsKey.title': 'Saisir la clé d’inscription',
  'setUp.needsKey.text': 'La personne qui gère le hub peut en donner une.',
  'setUp.enrolling.title': 'Inscription de cette borne',
  'setUp.enrolling.text': 'Un instant : le hub vérifie la clé.',
  'setUp.keyRefused.title': 'Le hub refuse cette clé',
  'setUp.keyRefused.text':
    'Elle est peut-être mal saisie, déjà utilisée ou révoquée. En saisir une autre.',
  'setUp.unreachable.title': 'Le hub est injoignable',
  'setUp.unreachable.text':
    'Vérifier le réseau et l’adresse. La borne continue d’essayer toute seule.',
  'setUp.detail': 'Détail : {{detail}}',
  'setUp.key.label': 'Clé d’inscription',
  'setUp.key.missing': 'Saisir d’abord la clé.',
  'setUp.key.enrol': 'Inscrire',
};
