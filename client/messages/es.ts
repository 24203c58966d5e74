import type { Messages } from "./messages.ts";
import { pluralOf } from "./plural.ts";

const plural: (n: number, forms: { one: string; many?: string; other: string }) => string =
  pluralOf("es");

const refusals: Messages["refusals"] = {
  invalid_input: "Algo no se puede aceptar tal como está. Revíselo.",
  unknown_command: "Esta página es más antigua que el servidor. Vuelva a cargarla.",
  unauthenticated: "Inicie sesión para hacer esto.",
  session_ended: "Su sesión ha terminado. Vuelva a iniciarla; su texto se conserva.",
  wrong_credentials: "La dirección de correo o la contraseña no es correcta.",
  not_allowed: "Aquí no tiene permiso para hacer esto.",
  muted: "La moderación le ha retirado la palabra en este debate. Su texto se conserva.",
  not_found: "Esto ya no está aquí, o nunca estuvo.",
  link_invalid: "Este enlace ya se usó, ha caducado o nunca existió.",
  discussion_not_open: "Este debate todavía no está abierto. Su texto se conserva.",
  discussion_closed: "Este debate está cerrado. Su texto se conserva.",
  question_locked: "Esta pregunta ya no admite aportaciones. Su texto se conserva.",
  parent_unavailable: "La aportación a la que responde ya no está. Su texto se conserva.",
  guidelines_not_accepted:
    "Acepte primero las normas de publicación de este debate. Su texto se conserva.",
  conflict: "Alguien se adelantó: esto ha cambiado mientras tanto. Vuelva a mirarlo.",
  name_taken: "Alguien tiene ya este nombre, o uno que se le parece. Elija otro.",
  email_taken: "Ya hay una cuenta con esta dirección. Inicie sesión.",
  slug_taken: "Otro debate tiene esta dirección.",
  last_host: "Un debate necesita un anfitrión. Nombre antes a otra persona.",
  too_large: "Es demasiado grande para enviarlo.",
  unsupported_media: "Esta página es más antigua que el servidor. Vuelva a cargarla.",
  slow_down: "Ha sido mucho de una vez.",
  internal: "Algo falló en el servidor. No se ha perdido nada; inténtelo de nuevo.",
  unavailable: "El servidor no alcanza sus registros en este momento. Inténtelo dentro de un rato.",
  no_answer:
    "El servidor no respondió. Su texto se conserva; envíelo otra vez, no aparecerá repetido.",
  storage_full: "El servidor no tiene más espacio. Su texto se conserva.",
};

const reasons: Messages["reasons"] = {
  off_topic: "fuera de tema",
  personal_attack: "ataque personal",
  hate: "mensaje de odio",
  spam: "publicidad",
  personal_data: "datos personales de alguien",
  duplicate: "publicado dos veces",
  unlawful: "contrario a la ley",
  other: "contrario a las normas",
};

const categories: Messages["categories"] = {
  member_state: "Estado miembro",
  un_entity: "Entidad de las Naciones Unidas",
  local_government: "Gobierno local",
  civil_society: "Sociedad civil",
  academia: "Mundo académico",
  private_sector: "Sector privado",
  diaspora: "Diáspora",
  other: "Otro",
};

export const es: Messages = {
  dir: "ltr",
  refusals,
  reasons,
  categories,
  roles: {
    moderator: "moderador o moderadora",
    host: "anfitrión o anfitriona",
    admin: "administrador o administradora de este sitio",
  },

  site: "Roundtable",
  skip: "Ir al contenido",
  skipDiscussion: "Ir al debate",
  language: "Idioma",
  signIn: "Iniciar sesión",
  signOut: "Cerrar sesión",
  register: "Crear una cuenta",
  account: "Su cuenta",
  apiLink: "Para programas",
  noScript:
    "La lectura funciona sin script. Para escribir aquí, permita que esta página ejecute el suyo.",
  orList: (items) => new Intl.ListFormat("es", { type: "disjunction" }).format(items),
  at: (day, time) => `${day}, ${time}`,
  today: (time) => `Hoy, ${time}`,
  justNow: "Ahora mismo",
  utc: (time) => `${time} UTC`,

  connecting: "Conectando.",
  connectingMore: (time) => `La página está completa hasta las ${time}.`,
  lost: "Se perdió la conexión.",
  lostMore: (seconds) =>
    `Nuevo intento en ${seconds} s. Puede seguir leyendo y escribiendo; su borrador se guarda en este dispositivo.`,
  lostNow:
    "Intentándolo de nuevo. Puede seguir leyendo y escribiendo; su borrador se guarda en este dispositivo.",
  tryNow: "Probar ahora",
  offline: "Está sin conexión.",
  offlineMore: "Puede seguir leyendo y escribiendo; su borrador se guarda en este dispositivo.",
  offlineWaiting: (n) =>
    plural(n, {
      one: "Una aportación espera aquí y se enviará una sola vez cuando vuelva.",
      other: "# aportaciones esperan aquí y se enviarán una sola vez cuando vuelva.",
    }),
  back: "De nuevo en línea.",
  backMore: (n) =>
    n === 0
      ? "No ha llegado nada nuevo mientras tanto."
      : plural(n, {
          one: "Mientras tanto llegó una aportación.",
          other: "Mientras tanto llegaron # aportaciones.",
        }),
  signInEnded: "Su sesión ha terminado.",
  signInEndedMore: "Puede seguir leyendo. Inicie sesión de nuevo para enviar su borrador.",

  discussions: "Debates",
  openNow: "Abierto",
  upcoming: "Próximamente",
  closed: "Cerrado",
  draft: "Borrador",
  questionsCount: (n) => plural(n, { one: "# pregunta", other: "# preguntas" }),
  postsCount: (n) => plural(n, { one: "# aportación", other: "# aportaciones" }),

  about: "Sobre este debate",
  readers: (n) => plural(n, { one: "# persona está leyendo", other: "# personas están leyendo" }),
  shownIn: (language) => `Escrito en ${language}`,
  outcome: "Resultado",
  outcomeText: (title, words, due) =>
    [title, words, due && `antes del ${due}`].filter(Boolean).join(", "),
  words: (n) => plural(n, { one: "# palabra", many: "# de palabras", other: "# palabras" }),
  goesTo: "Se presenta en",
  draftedBy: "Redacción",
  onBehalfOf: "Para",
  writeIn: "Escribir en",
  moderators: "Moderación",
  guidelines: "Normas de publicación",
  help: "¿Problemas para publicar?",
  timeUsed: (n, of) => `Tiempo transcurrido: ${n} de ${of} días`,
  opened: (when) => `Se abrió el ${when}`,
  opens: (when) => `Se abre: ${when}`,
  closes: (when) => `Se cierra: ${when}`,
  closedOn: (when) => `Cerrado: ${when}`,
  invited: "A quién se invita",
  topics: "Temas",
  comma: ", ",
  faq: (n) => plural(n, { one: "# pregunta frecuente", other: "# preguntas frecuentes" }),
  faqLink: "Enlace a esta respuesta",
  whatCame: "Qué se hizo con las aportaciones",
  extended: (from, to) => `Prorrogado del ${from} al ${to}`,
  termNotes: "Términos de esta aportación",
  yourTime: "hora local suya",
  daysLeft: (n) => plural(n, { one: "Queda # día", other: "Quedan # días" }),
  hoursLeft: (n) => plural(n, { one: "Queda # hora", other: "Quedan # horas" }),
  lastHour: "Queda menos de una hora",

  questions: "Preguntas",
  question: (n) => `Pregunta ${n}`,
  questionOf: (n, of) => `Pregunta ${n} de ${of}`,
  openForAnswers: "Abierta a respuestas",
  notOpenYet: "Todavía no abierta",
  lockedPhase: "Ya no admite aportaciones",
  closedPhase: "Cerrada",
  askedBy: (name, day) => `Formulada por ${name}, ${day}`,
  asked: (day) => `Formulada el ${day}`,
  noPostsYet: "Todavía sin aportaciones",
  waitingCount: (n) => plural(n, { one: "# en espera", other: "# en espera" }),
  newCount: (n) => plural(n, { one: "# nueva", other: "# nuevas" }),
  newPosts: (n) => plural(n, { one: "# aportación nueva", other: "# aportaciones nuevas" }),
  newPostsIn: (n, question) =>
    plural(n, {
      one: `# aportación nueva en la pregunta ${question}`,
      other: `# aportaciones nuevas en la pregunta ${question}`,
    }),
  answering: "Alguien de la moderación está respondiendo",
  answeringIn: (n) => `Alguien de la moderación está respondiendo en la pregunta ${n}`,
  answerQuestion: (n) => `Responder a la pregunta ${n}`,
  nobodyAnswered: "Nadie ha respondido todavía.",
  nobodyMore:
    "Las primeras respuestas son las que se leen con más atención. Tres frases bastan para empezar.",
  nobodyClosed: "No llegó ninguna respuesta.",
  showEarlier: (n) =>
    plural(n, { one: "Ver # aportación anterior", other: "Ver # aportaciones anteriores" }),
  showEarlierAny: "Ver aportaciones anteriores",
  loadingEarlier: (question) => `Cargando las aportaciones anteriores de la pregunta ${question}.`,
  reading: (shown, all) => `Está leyendo ${shown} de ${all}`,
  earlierFailed: (question) =>
    `No se pudieron cargar las aportaciones anteriores de la pregunta ${question}.`,
  loadAgain: "Cargar de nuevo",
  earlierPage: (n) => `Aportaciones anteriores de la pregunta ${n}`,
  backToNewest: "Volver a las más recientes",
  gap: "No están cargadas todas las aportaciones intermedias. «Ver aportaciones anteriores», más abajo, las muestra.",

  you: "usted",
  inLanguage: (language) => `En ${language}`,
  translated: (language, name) => `Traducido del ${language} por ${name}.`,
  byModerators: "la moderación",
  machineTranslated: (language, name) =>
    `Traducción automática del ${language}, adjuntada por ${name}.`,
  translatedBefore: "El original se ha modificado desde entonces.",
  showOriginal: "Ver el original",
  fresh: "Nuevo",
  pinned: "Fijado por la moderación",
  asksModerators: "Pregunta a la moderación",
  official: "Respuesta oficial",
  edited: (when) => `Modificado: ${when}`,
  seeChanges: "ver los cambios",
  hideChanges: "ocultar los cambios",
  inReplyTo: "En respuesta a",
  by: (name) => `de ${name}`,
  reHidden: "una aportación que la moderación retiró",
  reWithdrawn: "una aportación que su autor retiró",
  reRemoved: "una aportación retirada",
  hiddenLine: (day, reason) =>
    reason
      ? `Retirado por la moderación el ${day}: ${reason}.`
      : `Retirado por la moderación el ${day}.`,
  withdrawnLine: (day) => `Retirado por su autor el ${day}. Las respuestas permanecen.`,
  removedLine: (day) => `Retirado el ${day}.`,
  waiting: "En espera de moderación",
  waitingYours: "Solo lo ven usted y la moderación.",
  waitingModerators: "Solo lo ven su autor y la moderación.",
  rejected: "No publicado",
  rejectedMore: (reason) => `Motivo: ${reason}.`,
  changesRequested: "Se han pedido cambios",
  hiddenForYou: (reason) =>
    reason ? `Retirado por la moderación: ${reason}` : "Retirado por la moderación",
  hiddenForYouMore: "Los demás ven una línea en su lugar.",
  note: "Nota entre moderadores:",
  readRest: "Leer el resto",
  readRestMore: (words, minutes) =>
    `${plural(words, { one: "# palabra", other: "# palabras" })}, ${plural(minutes, { one: "# minuto", other: "# minutos" })}`,
  readLess: "Mostrar menos",
  reply: "Responder",
  replyTo: (name, reference) => `a ${name}, ${reference}`,
  copyLink: "Copiar enlace",
  copied: "Enlace copiado",
  copyByHand: "Copie esta dirección:",
  ofPost: (reference) => `de la aportación ${reference}`,
  more: "Más",
  edit: "Editar",
  withdraw: "Retirar",
  translate: "Traducir",
  supportIt: "Apoyar",
  supportKept: "Apoyo",
  supportKeptMore:
    "El número de apoyos de una aportación se muestra al final de la discusión; a quien la apoya, enseguida.",
  support: (n) => plural(n, { one: "# apoyo", other: "# apoyos" }),
  post: (reference) => `Aportación ${reference}`,
  showPost: (reference) => `la aportación ${reference}`,
  postMissing: "Esta aportación ya no está aquí.",

  mutedUntil: (when) => `Sin palabra hasta: ${when}`,
  mutedForGood: "Sin palabra hasta nuevo aviso",
  lock: "Bloquear la pregunta",
  unlock: "Desbloquear la pregunta",
  cancel: "Cancelar",
  hostPanel: "Conducir este debate",
  settings: "Ajustes",

  partFailed: "No se ha podido cargar. Compruebe su conexión y vuelva a intentarlo.",
  sentLater: "Lo que había escrito se ha enviado ahora.",
  notSentLater: "Lo que había escrito no se ha podido enviar. Se guarda como borrador.",
  tryAgainIn: (seconds) =>
    plural(seconds, {
      one: "Inténtelo dentro de # segundo.",
      other: "Inténtelo dentro de # segundos.",
    }),

  lockSignIn: "Inicie sesión para responder",
  lockSignInMore:
    "La lectura está abierta a todos. Para publicar necesitamos su nombre, porque las respuestas forman parte del acta.",
  lockEnded: "Su sesión ha terminado",
  lockEndedMore: "Inicie sesión de nuevo para enviarlo. Su borrador se guarda en este dispositivo.",
  lockMuted: (when) => `No puede publicar hasta: ${when}`,
  lockMutedForGood: "No puede publicar en este debate",
  lockMutedMore: (reason) =>
    `La moderación le ha retirado la palabra en este debate. Motivo: ${reason}.`,
  lockMutedKept: "Puede leerlo todo, y sus borradores se guardan en este dispositivo.",
  lockQuestion: "Esta pregunta ya no admite aportaciones",
  lockQuestionMore: "La moderación la ha bloqueado. Puede que las otras preguntas sigan abiertas.",
  lockClosed: (when) => `Cerrado: ${when}`,
  lockClosedPlain: "Este debate está cerrado",
  lockClosedMore: "Todo se puede seguir leyendo aquí.",
  lockSoon: (when) => `Se abre: ${when}`,
  lockSoonPlain: "Este debate todavía no está abierto",
  lockSoonMore: "Puede leer ya las preguntas y volver para responder.",
  draftKept: "Su borrador se conserva.",

  name: "Nombre",
  category: "Participo como (opcional)",
  formFailed: "Todavía no ha funcionado",
  loading: "Un momento.",

  accept: "Aceptar",
  goToList: "Ver todos los debates",

  answerThere: "Responder en la página completa",
  notAvailable: "Este debate no está disponible aquí.",

  // Buscar
  findLabel: "Buscar en las aportaciones",
  findPosts: "Buscar",
  orderLabel: "Orden",
  languageOfPosts: "Idioma",
  anyOf: "Todas",
  categoryLabel: "Participa como",
  answeredLabel: "Respuestas",
  answeredYes: "Con respuesta",
  answeredNo: "Sin respuesta",
  answeredOfficially: "Respuesta oficial",
  addressedTo: "Dirigidas a",
  theModerators: "La moderación",
  whyOrder: "¿Por qué este orden?",
  allPosts: "Todas las aportaciones",
  foundFor: (words) => `Aportaciones con «${words}»`,
  foundNothing:
    "Ninguna aportación tiene todas estas palabras. Pruebe con menos, o solo con su comienzo.",
  morePosts: "Ver más aportaciones",
  orders: {
    newest: "Las más recientes primero",
    oldest: "Las más antiguas primero",
    question: "Por pregunta",
    supported: "Las más apoyadas",
    discussed: "Las más comentadas",
    least_seen: "Las menos vistas",
    rotating: "Todos los grupos por turno",
    shuffled: "Al azar",
  },
  orderRules: {
    newest: "Primero viene la última aportación enviada.",
    oldest: "Primero viene la primera aportación enviada.",
    question: "Pregunta por pregunta, en cada una la aportación más reciente primero.",
    supported:
      "Primero vienen las aportaciones con más apoyo; con el mismo apoyo, la más reciente.",
    discussed:
      "Primero vienen las aportaciones con más respuestas; con igual número, la más reciente.",
    least_seen:
      "Primero vienen las aportaciones menos vistas; con igual número, al azar, sin cambiar en todo el día.",
    rotating:
      "Una aportación de cada grupo por turno, la más reciente primero, para que ningún grupo llene la página.",
    shuffled:
      "Al azar, para que ninguna aportación tenga ventaja. Para usted no cambia en todo el día, y mañana es otro.",
  },
};
