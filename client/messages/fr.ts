import type { Messages } from "./messages.ts";
import { pluralOf } from "./plural.ts";

const plural: (n: number, forms: { one: string; many?: string; other: string }) => string =
  pluralOf("fr");

const refusals: Messages["refusals"] = {
  invalid_input: "Quelque chose ne peut pas être accepté tel quel. Relisez et corrigez.",
  unknown_command: "Cette page est plus ancienne que le serveur. Rechargez-la.",
  unauthenticated: "Connectez-vous pour faire cela.",
  session_ended: "Votre session a pris fin. Reconnectez-vous ; votre texte est conservé.",
  wrong_credentials: "L’adresse électronique ou le mot de passe est inexact.",
  not_allowed: "Vous n’avez pas le droit de faire cela ici.",
  muted:
    "L’équipe de modération vous a retiré la parole dans cette discussion. Votre texte est conservé.",
  not_found: "Cela n’est plus ici, ou n’y a jamais été.",
  link_invalid: "Ce lien a déjà servi, a expiré ou n’a jamais existé.",
  discussion_not_open: "Cette discussion n’est pas encore ouverte. Votre texte est conservé.",
  discussion_closed: "Cette discussion est close. Votre texte est conservé.",
  question_locked: "Cette question n’accepte plus de contributions. Votre texte est conservé.",
  parent_unavailable:
    "La contribution à laquelle vous répondez n’est plus là. Votre texte est conservé.",
  guidelines_not_accepted:
    "Acceptez d’abord les règles de publication de cette discussion. Votre texte est conservé.",
  conflict: "Quelqu’un a été plus rapide : ceci a changé entre-temps. Regardez à nouveau.",
  name_taken: "Quelqu’un porte déjà ce nom, ou un nom qui lui ressemble. Choisissez-en un autre.",
  email_taken: "Un compte existe déjà avec cette adresse. Connectez-vous plutôt.",
  slug_taken: "Une autre discussion a cette adresse.",
  last_host: "Une discussion a besoin d’un hôte. Nommez d’abord quelqu’un d’autre.",
  too_large: "C’est trop volumineux pour être envoyé.",
  unsupported_media: "Cette page est plus ancienne que le serveur. Rechargez-la.",
  slow_down: "C’était beaucoup à la fois.",
  internal: "Une erreur s’est produite sur le serveur. Rien n’est perdu ; réessayez.",
  unavailable: "Le serveur n’atteint pas ses archives en ce moment. Réessayez dans un instant.",
  no_answer:
    "Le serveur n’a pas répondu. Votre texte est conservé ; renvoyez-le, il ne paraîtra pas deux fois.",
  storage_full: "Le serveur n’a plus de place. Votre texte est conservé.",
};

const reasons: Messages["reasons"] = {
  off_topic: "hors sujet",
  personal_attack: "attaque personnelle",
  hate: "propos haineux",
  spam: "publicité",
  personal_data: "données personnelles d’autrui",
  duplicate: "publié deux fois",
  unlawful: "contraire à la loi",
  other: "contraire aux règles",
};

const categories: Messages["categories"] = {
  member_state: "État membre",
  un_entity: "Entité des Nations Unies",
  local_government: "Collectivité locale",
  civil_society: "Société civile",
  academia: "Monde universitaire",
  private_sector: "Secteur privé",
  diaspora: "Diaspora",
  other: "Autre",
};

/** « du français », « de l’anglais » */
const from = (language: string): string =>
  /^[aâeéèêiîoôuû]/i.test(language) ? `de l’${language}` : `du ${language}`;

export const fr: Messages = {
  dir: "ltr",
  refusals,
  reasons,
  categories,
  roles: {
    moderator: "modératrice ou modérateur",
    host: "hôte",
    admin: "administratrice ou administrateur de ce site",
  },

  site: "Roundtable",
  skip: "Aller au contenu",
  skipDiscussion: "Aller à la discussion",
  language: "Langue",
  signIn: "Se connecter",
  signOut: "Se déconnecter",
  register: "Créer un compte",
  account: "Votre compte",
  apiLink: "Pour les programmes",
  noScript:
    "La lecture fonctionne sans script. Pour écrire ici, autorisez cette page à exécuter le sien.",
  orList: (items) => new Intl.ListFormat("fr", { type: "disjunction" }).format(items),
  at: (day, time) => `${day}, ${time}`,
  today: (time) => `Aujourd’hui, ${time}`,
  justNow: "À l’instant",
  utc: (time) => `${time} UTC`,

  connecting: "Connexion en cours.",
  connectingMore: (time) => `La page ci-dessous est complète à ${time}.`,
  lost: "Connexion perdue.",
  lostMore: (seconds) =>
    `Nouvel essai dans ${seconds} s. Vous pouvez continuer à lire et à écrire ; votre brouillon est gardé sur cet appareil.`,
  lostNow:
    "Nouvel essai en cours. Vous pouvez continuer à lire et à écrire ; votre brouillon est gardé sur cet appareil.",
  tryNow: "Essayer maintenant",
  offline: "Vous êtes hors ligne.",
  offlineMore:
    "Vous pouvez continuer à lire et à écrire ; votre brouillon est gardé sur cet appareil.",
  offlineWaiting: (n) =>
    plural(n, {
      one: "Une contribution attend ici et partira une seule fois à votre retour.",
      other: "# contributions attendent ici et partiront une seule fois à votre retour.",
    }),
  back: "De nouveau en ligne.",
  backMore: (n) =>
    n === 0
      ? "Rien de nouveau entre-temps."
      : plural(n, {
          one: "Une contribution est arrivée entre-temps.",
          other: "# contributions sont arrivées entre-temps.",
        }),
  signInEnded: "Votre session a pris fin.",
  signInEndedMore: "Vous pouvez continuer à lire. Reconnectez-vous pour envoyer votre brouillon.",

  discussions: "Discussions",
  openNow: "Ouverte",
  upcoming: "À venir",
  closed: "Close",
  draft: "Brouillon",
  questionsCount: (n) => plural(n, { one: "# question", other: "# questions" }),
  postsCount: (n) => plural(n, { one: "# contribution", other: "# contributions" }),

  about: "À propos de cette discussion",
  readers: (n) =>
    plural(n, { one: "# personne lit en ce moment", other: "# personnes lisent en ce moment" }),
  shownIn: (language) => `Rédigé en ${language}`,
  outcome: "Résultat",
  outcomeText: (title, words, due) =>
    [title, words, due && `à remettre avant le ${due}`].filter(Boolean).join(", "),
  words: (n) => plural(n, { one: "# mot", many: "# de mots", other: "# mots" }),
  goesTo: "Destiné à",
  draftedBy: "Rédaction",
  onBehalfOf: "Pour",
  writeIn: "Écrire en",
  moderators: "Modération",
  guidelines: "Règles de publication",
  help: "Un problème pour publier ?",
  timeUsed: (n, of) => `Temps écoulé : ${n} jours sur ${of}`,
  opened: (when) => `Ouverte le ${when}`,
  opens: (when) => `Ouvre : ${when}`,
  closes: (when) => `Clôture : ${when}`,
  closedOn: (when) => `Close : ${when}`,
  invited: "Public invité",
  topics: "Thèmes",
  comma: ", ",
  faq: (n) => plural(n, { one: "# question fréquente", other: "# questions fréquentes" }),
  faqLink: "Lien vers cette réponse",
  whatCame: "Ce qui a été fait des contributions",
  extended: (from, to) => `Prolongée du ${from} au ${to}`,
  termNotes: "Termes de cette contribution",
  yourTime: "heure de chez vous",
  daysLeft: (n) => plural(n, { one: "# jour restant", other: "# jours restants" }),
  hoursLeft: (n) => plural(n, { one: "# heure restante", other: "# heures restantes" }),
  lastHour: "Moins d’une heure",

  questions: "Questions",
  question: (n) => `Question ${n}`,
  questionOf: (n, of) => `Question ${n} sur ${of}`,
  openForAnswers: "Ouverte aux réponses",
  notOpenYet: "Pas encore ouverte",
  lockedPhase: "N’accepte plus de contributions",
  closedPhase: "Close",
  askedBy: (name, day) => `Posée par ${name}, ${day}`,
  asked: (day) => `Posée le ${day}`,
  noPostsYet: "Pas encore de contribution",
  waitingCount: (n) => plural(n, { one: "# en attente", other: "# en attente" }),
  newCount: (n) => plural(n, { one: "# nouvelle", other: "# nouvelles" }),
  newPosts: (n) =>
    plural(n, { one: "# nouvelle contribution", other: "# nouvelles contributions" }),
  newPostsIn: (n, question) =>
    plural(n, {
      one: `# nouvelle contribution à la question ${question}`,
      other: `# nouvelles contributions à la question ${question}`,
    }),
  answering: "Une personne de la modération répond",
  answeringIn: (n) => `Une personne de la modération répond à la question ${n}`,
  answerQuestion: (n) => `Répondre à la question ${n}`,
  nobodyAnswered: "Personne n’a encore répondu.",
  nobodyMore:
    "Les premières réponses sont celles que l’équipe de rédaction lit de plus près. Trois phrases suffisent pour commencer.",
  nobodyClosed: "Aucune réponse n’est parvenue.",
  showEarlier: (n) =>
    plural(n, {
      one: "Voir # contribution antérieure",
      other: "Voir # contributions antérieures",
    }),
  showEarlierAny: "Voir les contributions antérieures",
  loadingEarlier: (question) =>
    `Chargement des contributions antérieures de la question ${question}.`,
  reading: (shown, all) => `Vous en lisez ${shown} sur ${all}`,
  earlierFailed: (question) =>
    `Les contributions antérieures de la question ${question} n’ont pas pu être chargées.`,
  loadAgain: "Charger à nouveau",
  earlierPage: (n) => `Contributions antérieures de la question ${n}`,
  backToNewest: "Revenir aux plus récentes",
  gap: "Toutes les contributions entre celles-ci ne sont pas chargées. « Voir les contributions antérieures », plus bas, les affiche.",

  you: "vous",
  inLanguage: (language) => `En ${language}`,
  translated: (language, name) => `Traduit ${from(language)} par ${name}.`,
  byModerators: "la modération",
  machineTranslated: (language, name) =>
    `Traduction automatique ${from(language)}, jointe par ${name}.`,
  translatedBefore: "Le texte d’origine a été modifié depuis.",
  showOriginal: "Voir le texte d’origine",
  fresh: "Nouveau",
  pinned: "Épinglé par la modération",
  asksModerators: "Question à la modération",
  official: "Réponse officielle",
  edited: (when) => `Modifié : ${when}`,
  seeChanges: "voir les changements",
  hideChanges: "masquer les changements",
  inReplyTo: "En réponse à",
  by: (name) => `de ${name}`,
  reHidden: "une contribution retirée par la modération",
  reWithdrawn: "une contribution retirée par son auteur",
  reRemoved: "une contribution retirée",
  hiddenLine: (day, reason) =>
    reason
      ? `Retiré par la modération le ${day} : ${reason}.`
      : `Retiré par la modération le ${day}.`,
  withdrawnLine: (day) => `Retiré par son auteur le ${day}. Les réponses restent.`,
  removedLine: (day) => `Retiré le ${day}.`,
  waiting: "En attente de modération",
  waitingYours: "Visible seulement de vous et de la modération.",
  waitingModerators: "Visible seulement de son auteur et de la modération.",
  rejected: "Non publié",
  rejectedMore: (reason) => `Motif : ${reason}.`,
  changesRequested: "Modifications demandées",
  hiddenForYou: (reason) =>
    reason ? `Retiré par la modération : ${reason}` : "Retiré par la modération",
  hiddenForYouMore: "Les autres voient une ligne à sa place.",
  note: "Note interne à la modération :",
  readRest: "Lire la suite",
  readRestMore: (words, minutes) =>
    `${plural(words, { one: "# mot", other: "# mots" })}, ${plural(minutes, { one: "# minute", other: "# minutes" })}`,
  readLess: "Réduire",
  reply: "Répondre",
  replyTo: (name, reference) => `à ${name}, ${reference}`,
  copyLink: "Copier le lien",
  copied: "Lien copié",
  copyByHand: "Copiez cette adresse :",
  ofPost: (reference) => `de la contribution ${reference}`,
  more: "Plus",
  edit: "Modifier",
  withdraw: "Retirer",
  translate: "Traduire",
  supportIt: "Soutenir",
  supportKept: "Soutien",
  supportKeptMore:
    "Le nombre de soutiens d’une contribution est montré à la fin de la discussion ; à qui la soutient, tout de suite.",
  support: (n) => plural(n, { one: "# soutien", other: "# soutiens" }),
  post: (reference) => `Contribution ${reference}`,
  showPost: (reference) => `la contribution ${reference}`,
  postMissing: "Cette contribution n’est plus ici.",

  mutedUntil: (when) => `Sans parole jusqu’à : ${when}`,
  mutedForGood: "Sans parole jusqu’à nouvel ordre",
  lock: "Verrouiller la question",
  unlock: "Déverrouiller la question",
  cancel: "Annuler",
  hostPanel: "Conduire cette discussion",
  settings: "Réglages",

  partFailed: "Le chargement a échoué. Vérifiez votre connexion, puis réessayez.",
  sentLater: "Ce que vous aviez écrit vient d’être envoyé.",
  notSentLater: "Ce que vous aviez écrit n’a pas pu être envoyé. C’est gardé comme brouillon.",
  tryAgainIn: (seconds) =>
    plural(seconds, {
      one: "Réessayez dans # seconde.",
      other: "Réessayez dans # secondes.",
    }),

  lockSignIn: "Connectez-vous pour répondre",
  lockSignInMore:
    "La lecture est ouverte à tous. Pour publier, il nous faut votre nom, car les réponses entrent dans le compte rendu.",
  lockEnded: "Votre session a pris fin",
  lockEndedMore: "Reconnectez-vous pour envoyer. Votre brouillon est gardé sur cet appareil.",
  lockMuted: (when) => `Vous ne pouvez pas publier jusqu’à : ${when}`,
  lockMutedForGood: "Vous ne pouvez pas publier dans cette discussion",
  lockMutedMore: (reason) =>
    `L’équipe de modération vous a retiré la parole dans cette discussion. Motif : ${reason}.`,
  lockMutedKept: "Vous pouvez tout lire, et vos brouillons sont gardés sur cet appareil.",
  lockQuestion: "Cette question n’accepte plus de contributions",
  lockQuestionMore: "La modération l’a verrouillée. Les autres questions sont peut-être ouvertes.",
  lockClosed: (when) => `Close : ${when}`,
  lockClosedPlain: "Cette discussion est close",
  lockClosedMore: "Tout reste lisible ici.",
  lockSoon: (when) => `Ouvre : ${when}`,
  lockSoonPlain: "Cette discussion n’est pas encore ouverte",
  lockSoonMore: "Vous pouvez lire les questions dès maintenant et revenir répondre.",
  draftKept: "Votre brouillon est gardé.",

  name: "Nom",
  category: "Je participe au titre de (facultatif)",
  formFailed: "Cela n’a pas encore abouti",
  loading: "Un instant.",

  accept: "Accepter",
  goToList: "Voir toutes les discussions",

  answerThere: "Répondre sur la page entière",
  notAvailable: "Cette discussion n’est pas disponible ici.",

  // Chercher
  findLabel: "Chercher dans les contributions",
  findPosts: "Chercher",
  orderLabel: "Ordre",
  languageOfPosts: "Langue",
  anyOf: "Toutes",
  categoryLabel: "Participe en tant que",
  answeredLabel: "Réponses",
  answeredYes: "Avec une réponse",
  answeredNo: "Sans réponse",
  answeredOfficially: "Réponse officielle",
  addressedTo: "Adressées à",
  theModerators: "La modération",
  whyOrder: "Pourquoi cet ordre ?",
  allPosts: "Toutes les contributions",
  foundFor: (words) => `Contributions avec « ${words} »`,
  foundNothing:
    "Aucune contribution ne contient tous ces mots. Essayez-en moins, ou seulement leur début.",
  morePosts: "Voir plus de contributions",
  orders: {
    newest: "Les plus récentes d’abord",
    oldest: "Les plus anciennes d’abord",
    question: "Par question",
    supported: "Les plus soutenues",
    discussed: "Les plus discutées",
    least_seen: "Les moins vues",
    rotating: "Tous les groupes tour à tour",
    shuffled: "Au hasard",
  },
  orderRules: {
    newest: "La dernière contribution envoyée vient en premier.",
    oldest: "La première contribution envoyée vient en premier.",
    question: "Question par question, la contribution la plus récente d’abord.",
    supported:
      "Les contributions les plus soutenues viennent en premier ; à soutien égal, la plus récente.",
    discussed:
      "Les contributions qui ont le plus de réponses viennent en premier ; à nombre égal, la plus récente.",
    least_seen:
      "Les contributions les moins vues viennent en premier ; à nombre égal, au hasard, de même toute la journée.",
    rotating:
      "Une contribution de chaque groupe tour à tour, la plus récente d’abord : aucun groupe ne remplit la page à lui seul.",
    shuffled:
      "Au hasard, pour qu’aucune contribution ne soit avantagée. Pour vous, l’ordre reste le même toute la journée et change demain.",
  },
};
