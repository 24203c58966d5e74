import type { QuestionTexts } from "#server/domain/reading/host-texts.ts";
import { DiscussionTexts } from "#shared/inputs/discussions.ts";
import { host } from "./people.ts";

const dayMs = 24 * 3_600_000;
const dateIn = (weeks: number, from: number): string =>
  new Date(from + weeks * 7 * dayMs).toISOString().slice(0, 10);

/** What the host of the demo discussion wrote. It takes posts for six weeks after `from`, and the deliverable is due two weeks later. */
export function demoTexts(from: number): DiscussionTexts {
  return DiscussionTexts.parse({
    questionOrder: "descending",
    timeZone: "UTC",
    opensAt: new Date(from - 14 * dayMs).toISOString(),
    closesAt: new Date(from + 42 * dayMs).toISOString(),
    ...{ title, preparedBy, onBehalfOf, aim, method, guidelines, contact, disclaimer, moderators },
    followUp,
    deliverable: {
      ...{ title: deliverableTitle, feedsInto, wordLimit: 1000 },
      dueDate: dateIn(8, from),
    },
  });
}

const title = {
  en: "Round Table 2: Fair and regular pathways for care workers",
  fr: "Table ronde 2 : des voies équitables et régulières pour les travailleuses et travailleurs du soin",
  es: "Mesa redonda 2: vías justas y regulares para quienes trabajan en los cuidados",
  ar: "المائدة المستديرة 2: مسارات عادلة ونظامية للعاملين في مجال الرعاية",
};

const preparedBy = {
  en: "Secretariat of the Meridian Network, with the Care Work Observatory",
  fr: "Secrétariat du Réseau Méridien, avec l’Observatoire du travail de soin",
  es: "Secretaría de la Red Meridiano, con el Observatorio del Trabajo de Cuidados",
};
const onBehalfOf = {
  en: "The co-chairs of Round Table 2: the Government of Valdoria and the Réseau des villes de Rive-Claire",
  fr: "La coprésidence de la table ronde 2 : le Gouvernement de la Valdorie et le Réseau des villes de Rive-Claire",
  es: "La copresidencia de la mesa redonda 2: el Gobierno de Valdoria y la Red de ciudades de Rive-Claire",
};

const aim = {
  en: `<p>More people grow old, and fewer places are able to care for them with the workers they have. Many of those who do this work have crossed a border for it, some on routes that were planned and some on routes that were not. This consultation gathers what is known about pathways that serve the people who move, the people they care for, and the places they leave.</p>
<p>What you write here is the raw material of a short background note. The note opens Round Table 2 of the Forum on Care and Mobility, where governments, cities, employers, workers’ organisations and families with care needs sit at the same table.</p>`,
  fr: `<p>La population vieillit et de moins en moins de territoires parviennent à en prendre soin avec leurs seules forces. Beaucoup de celles et ceux qui font ce travail ont franchi une frontière pour l’exercer, par des voies tantôt prévues, tantôt improvisées. La présente consultation rassemble ce que l’on sait des voies qui servent à la fois les personnes qui partent, celles dont elles prennent soin et les lieux qu’elles quittent.</p>
<p>Vos contributions sont la matière d’une courte note d’information. Celle-ci ouvrira la table ronde 2 du Forum sur le soin et la mobilité, où États, villes, employeurs, organisations de travailleurs et familles siègent à la même table.</p>`,
  es: `<p>La población envejece y cada vez son menos los lugares que pueden cuidarla solo con quienes ya viven en ellos. Muchas de las personas que hacen este trabajo cruzaron una frontera para hacerlo, unas por vías previstas y otras por vías improvisadas. Esta consulta reúne lo que se sabe sobre las vías que sirven a quienes migran, a quienes reciben cuidados y a los lugares de los que se parte.</p>
<p>Lo que se escriba aquí es la materia prima de una breve nota de antecedentes. Con ella se abrirá la mesa redonda 2 del Foro sobre Cuidados y Movilidad, en la que gobiernos, ciudades, empleadores, organizaciones de trabajadoras y familias se sientan a la misma mesa.</p>`,
};

const deliverableTitle = {
  en: "Background note for Round Table 2",
  fr: "Note d’information pour la table ronde 2",
  es: "Nota de antecedentes para la mesa redonda 2",
};
const feedsInto = {
  en: "Forum on Care and Mobility, third session, Round Table 2",
  fr: "Forum sur le soin et la mobilité, troisième session, table ronde 2",
  es: "Foro sobre Cuidados y Movilidad, tercer período de sesiones, mesa redonda 2",
};

const method = {
  en: `<p>Everybody with a stake is asked, and nobody’s contribution weighs more because of who sent it. The moderators read everything, group what belongs together, and draft the note from it. Each statement in the draft names the contributions it rests on, by their numbers. The draft is published here for comments before it goes to the co-chairs.</p>`,
  fr: `<p>Toutes les parties intéressées sont invitées à s’exprimer, et aucune contribution ne pèse davantage en raison de son auteur. L’équipe de modération lit tout, rapproche ce qui va ensemble et rédige la note à partir de là. Chaque affirmation du projet renvoie, par leurs numéros, aux contributions sur lesquelles elle s’appuie. Le projet est publié ici pour observations avant d’être transmis à la coprésidence.</p>`,
  es: `<p>Se pregunta a todas las partes interesadas, y ninguna contribución pesa más por quien la envía. El equipo de moderación lo lee todo, agrupa lo que va junto y redacta la nota a partir de ello. Cada afirmación del borrador remite, por su número, a las contribuciones en que se apoya. El borrador se publica aquí para recibir observaciones antes de llegar a la copresidencia.</p>`,
};

const guidelines = {
  en: `<ul>
<li>Answer one question at a time. Several contributions are fine.</li>
<li>Say first what you propose or have seen, then what it rests on. Name your sources.</li>
<li>Be brief where you can: 300 words are read by everyone, 1,500 by few.</li>
<li>Write in English, French or Spanish. Another language is better than silence: a moderator then adds a summary.</li>
<li>Write about practices and policies, not about persons. Tell nothing that would let others recognise somebody who hasn’t agreed to it.</li>
</ul>`,
  fr: `<ul>
<li>Répondez à une question à la fois ; plusieurs contributions sont possibles.</li>
<li>Dites d’abord ce que vous proposez ou avez observé, ensuite sur quoi cela repose. Citez vos sources.</li>
<li>Soyez concis : 300 mots sont lus par tout le monde, 1 500 par peu de gens.</li>
<li>Écrivez en anglais, en français ou en espagnol. Une autre langue vaut mieux que le silence : un résumé est alors ajouté par la modération.</li>
<li>Parlez de pratiques et de politiques, non de personnes, et ne dites rien qui permette de reconnaître quelqu’un sans son accord.</li>
</ul>`,
  es: `<ul>
<li>Responda a una pregunta cada vez; puede enviar varias contribuciones.</li>
<li>Diga primero qué propone o qué ha observado y, después, en qué se basa. Cite sus fuentes.</li>
<li>Sea breve: 300 palabras las lee todo el mundo; 1.500, muy poca gente.</li>
<li>Escriba en español, francés o inglés. Otro idioma es mejor que el silencio: la moderación añade entonces un resumen.</li>
<li>Hable de prácticas y políticas, no de personas, y no cuente nada que permita reconocer a alguien sin su acuerdo.</li>
</ul>`,
};

const contact = {
  en: `<p>Something doesn’t work, or you would rather send your contribution by mail? Write to <a href="mailto:roundtable2@meridian.example">roundtable2@meridian.example</a>. The secretariat answers within two working days.</p>`,
  fr: `<p>Quelque chose ne fonctionne pas, ou vous préférez envoyer votre contribution par courriel ? Écrivez à <a href="mailto:roundtable2@meridian.example">roundtable2@meridian.example</a>. Le secrétariat répond sous deux jours ouvrables.</p>`,
  es: `<p>¿Algo no funciona o prefiere enviar su contribución por correo? Escriba a <a href="mailto:roundtable2@meridian.example">roundtable2@meridian.example</a>. La secretaría responde en dos días hábiles.</p>`,
};

const followUp = {
  en: "After the discussion a small working group will go on with the recognition of qualifications. It meets four times by video from May on. Whoever would like to be invited leaves their contact.",
  fr: "Après le débat, un petit groupe de travail poursuivra la question de la reconnaissance des diplômes. Il se réunira quatre fois en visioconférence à partir de mai. Laissez vos coordonnées pour y être convié.",
  es: "Tras el debate, un pequeño grupo de trabajo seguirá con el reconocimiento de las titulaciones. Se reunirá cuatro veces por vídeo a partir de mayo. Quien quiera recibir la invitación puede dejar sus datos.",
  ar: "بعد النقاش يواصل فريق عمل صغير النظر في الاعتراف بالمؤهلات، ويجتمع أربع مرات عبر الفيديو ابتداءً من مايو. من أراد أن يُدعى فليترك بيانات الاتصال به.",
};

const disclaimer = {
  en: `<p>Contributions express the views of those who made them, and not those of the Meridian Network, its members or the co-chairs. Names of countries, territories and cities<sup>*</sup> are used as contributors wrote them and imply no opinion on anybody’s legal status. This is a demonstration: the organisations, places, persons and figures in it are invented.</p>
<p><sup>*</sup> “Rive-Claire” means the river region as described in the Network’s terminology note 4, without prejudice to positions on its status.</p>`,
  fr: `<p>Les contributions expriment les vues de leurs auteurs, et non celles du Réseau Méridien, de ses membres ou de la coprésidence. Les noms de pays, de territoires et de villes<sup>*</sup> sont repris tels qu’ils ont été écrits et n’impliquent aucune prise de position sur un statut juridique. Ceci est une démonstration : organisations, lieux, personnes et chiffres y sont inventés.</p>
<p><sup>*</sup> « Rive-Claire » s’entend de la région fluviale au sens de la note terminologique n<sup>o</sup> 4 du Réseau, sans préjudice des positions sur son statut.</p>`,
  es: `<p>Las contribuciones expresan las opiniones de sus autores y no las de la Red Meridiano, sus miembros o la copresidencia. Los nombres de países, territorios y ciudades<sup>*</sup> se reproducen tal como se escribieron y no implican opinión alguna sobre su condición jurídica. Esto es una demostración: las organizaciones, los lugares, las personas y las cifras son inventados.</p>
<p><sup>*</sup> Por «Rive-Claire» se entiende la región fluvial descrita en la nota terminológica 4 de la Red, sin perjuicio de las posiciones sobre su estatuto.</p>`,
};

const moderators = [
  { name: host.name, organisation: host.organisation, languages: ["en", "fr"] },
  { name: "Étienne Marchetti", organisation: "Care Work Observatory", languages: ["fr", "es"] },
];

/** In order of their numbers. The last one has no answer yet. */
export const demoQuestions: { key: string; words: QuestionTexts }[] = [
  {
    key: "1",
    words: {
      authorName: host.name,
      text: {
        en: "Which pathways for care workers have proved themselves so far, and what exactly made them work: for those who moved, for those they care for, and for the places they left?",
        fr: "Quelles voies ouvertes aux travailleuses et travailleurs du soin ont fait leurs preuves, et qu’est-ce qui explique leur réussite : pour les personnes parties, pour celles dont elles prennent soin et pour les lieux d’origine ?",
        es: "¿Qué vías para quienes trabajan en los cuidados han dado buen resultado hasta ahora, y qué las hizo funcionar: para quienes migraron, para quienes reciben los cuidados y para los lugares de origen?",
        ar: "ما المسارات المتاحة للعاملين في مجال الرعاية التي أثبتت نجاحها حتى الآن، وما الذي جعلها ناجحة: لمن انتقلوا، ولمن يتلقون رعايتهم، وللأماكن التي غادروها؟",
      },
    },
  },
  {
    key: "2",
    words: {
      authorName: host.name,
      text: {
        en: "How can recruitment be made fair from the first advertisement to the first pay slip, and who has to do what so that workers pay nothing for getting a job?",
        fr: "Comment rendre le recrutement équitable, de la première annonce au premier bulletin de paie, et qui doit faire quoi pour que l’accès à l’emploi ne coûte rien à la personne recrutée ?",
        es: "¿Cómo lograr una contratación justa, desde el primer anuncio hasta la primera nómina, y quién debe hacer qué para que conseguir el empleo no le cueste nada a la persona contratada?",
        ar: "كيف يمكن جعل التوظيف عادلاً من الإعلان الأول إلى أول كشف أجر، ومن عليه أن يفعل ماذا كي لا يدفع العامل شيئاً مقابل حصوله على العمل؟",
      },
    },
  },
  {
    key: "3",
    words: {
      authorName: host.name,
      text: {
        en: "What should governments, cities, employers and workers’ organisations each commit to for the next three years, and how would everybody see that they keep to it?",
        fr: "À quoi les États, les villes, les employeurs et les organisations de travailleurs devraient-ils chacun s’engager pour les trois prochaines années, et comment chacun pourrait-il vérifier que ces engagements sont tenus ?",
        es: "¿A qué deberían comprometerse los gobiernos, las ciudades, los empleadores y las organizaciones de trabajadoras en los próximos tres años, y cómo podría comprobar cualquiera que lo cumplen?",
        ar: "بمَ ينبغي أن يلتزم كلٌّ من الحكومات والمدن وأصحاب العمل ومنظمات العاملين في السنوات الثلاث المقبلة، وكيف يمكن للجميع أن يتحققوا من وفائهم بالتزاماتهم؟",
      },
    },
  },
];
