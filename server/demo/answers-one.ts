import { doorsPaper } from "./papers.ts";
import type { DemoPost } from "./post.ts";

/** What people answered to question 1. */
export const answersOne: readonly DemoPost[] = [
  {
    ...{ key: "welcome", question: "1", to: null, by: "secretariat", language: "en", ago: [12, 2] },
    pinned: true,
    html: `<p><strong>How we read what you send.</strong> Each contribution gets a number that stays, such as 1.4. The draft note will cite those numbers, so you can see where your words went. If you know of a pathway that was tried and <em>closed</em>, please write about that as well: we hear far less about what failed, and we learn more from it.</p>
<p>Three things help us most: what it was, for how many people, and who paid.</p>`,
  },
  {
    ...{
      key: "observatory",
      question: "1",
      to: null,
      by: "observatory",
      language: "en",
      ago: [11, 5],
    },
    files: [doorsPaper],
    html: `<p>The Care Work Observatory followed fourteen pathways for care workers in nine countries over six years. We compared what was promised when they began with what the workers, their employers and the people in their care told us later. This contribution summarises what the better ones share. It does not rank countries.</p>
<h3>What we looked at</h3>
<p>By a pathway we mean an arrangement that somebody can explain on one page: who may come, to do what, for how long, with which rights, and what happens afterwards. By that measure, five of the fourteen were not pathways at all but exceptions, granted one by one by an official who could also refuse. We left them out. Of the remaining nine, four were still open last year.<sup>1</sup></p>
<p>Surviving is not the same as succeeding. One of the four is open because nobody has used it since its second year. The other three have brought between 900 and 6,200 people into care work and, what matters more, have kept most of them in it.</p>
<h3>Four features that the lasting pathways share</h3>
<h4>1. The right to change employer comes early</h4>
<p>In all three, a worker may change employer within the sector after twelve months or less, without asking the first one. Employers feared that they would lose the people whose training they had paid for. It did not happen: after three years, 71 per cent were still where they had started, against 48 per cent in the pathways that tied workers to one employer.<sup>2</sup> Managers told us why in almost the same words. Somebody who can leave, and says so, is somebody to whom one listens.</p>
<h4>2. Qualifications are read before departure</h4>
<p>Nothing wastes as much as a nurse who waits. In the pathways that closed, it took nineteen months on average to have a diploma recognised, and meanwhile its holder washed floors, forgot vocabulary and lost heart. In the three that lasted, the file is examined in the country of origin, by the same board that would examine it later, and the answer comes before the visa. A partial recognition with a plan for the missing part counts as an answer. A “no” counts as well, and spares everyone a year.</p>
<h4>3. The place of origin is a party, not a source</h4>
<p>Each of the three has an agreement that names a training institution at the other end and pays it. The sums differ. What they have in common is that the money follows the number of people <em>trained</em>, and not of those who leave, so that schools have a reason to train for their own wards, too. In the district of Samaru, for every two graduates who went abroad three stayed; before the agreement it was one.</p>
<h4>4. Families are thought of at the start</h4>
<p>Two of the three allow a partner and children to come at once; the third after a year. It is the strongest difference that we found in the interviews, and the only one that workers raised by themselves every time:</p>
<blockquote><p>“They told me I would look after other people’s mothers. Nobody asked who would look after mine, or after my son. When he could come, I stopped counting months.”</p></blockquote>
<h3>What does not seem to matter</h3>
<p>Some features that are much discussed made no difference that we could see:</p>
<ul>
<li>whether the first permit was for two years or for four, as long as the rule for renewing it was known from the start;</li>
<li>whether recruitment was public or private, as long as somebody inspected it and the worker paid nothing;</li>
<li>whether a language test was passed before or after arrival, as long as lessons took place in working hours.</li>
</ul>
<h3>What we don’t know</h3>
<p>Our figures come from people who could be found. Those who left the sector, or the country, are missing from them, and they are the ones with the most to tell. Home care in private households is nearly invisible in every register that we were given. And none of the nine pathways counted what happened on the wards that people left, so nobody can say honestly what a place of origin gained or lost. We would trade two of our surveys for one such count.</p>
<h3>Three suggestions for the note</h3>
<ol>
<li>Speak of pathways only where the rules fit on one page that the worker can keep.</li>
<li>Ask for recognition before departure as the first reform, since it costs least and saves most.</li>
<li>Propose one common figure for every agreement: how many care workers there are per thousand older people, at both ends, every year.</li>
</ol>
<h4>Notes</h4>
<ol>
<li>Care Work Observatory, <em>Fourteen Doors: pathways into care work, what opened and what closed</em>, second edition, chapter 2.</li>
<li>The same, table 7. The difference remains, though smaller (69 against 53 per cent), when only employers of the same size are compared.</li>
</ol>`,
  },
  {
    ...{ key: "cities", question: "1", to: null, by: "cities", language: "fr", ago: [9, 8] },
    html: `<p>Les villes n’ouvrent pas les frontières, mais c’est chez elles que l’on arrive. Les onze communes du Réseau des villes de Rive-Claire souhaitent verser au débat une expérience menée depuis cinq ans : le <strong>guichet du premier jour</strong>.</p>
<h3>Le constat de départ</h3>
<p>En arrivant, une aide-soignante recrutée à l’étranger devait se présenter, en moyenne, à neuf guichets répartis sur quatre administrations : séjour, logement, impôts, assurance maladie, école des enfants, banque, ordre professionnel, transports, cours de langue. Chacun exigeait un papier que seul un autre pouvait délivrer. Il fallait onze semaines pour en venir à bout, et l’employeur perdait pendant ce temps une journée de travail sur cinq.</p>
<h3>Ce que nous avons fait</h3>
<ol>
<li>Un seul rendez-vous, pris <em>avant</em> le départ, avec une personne dont on connaît le nom.</li>
<li>Un dossier unique, transmis par la ville aux autres administrations avec l’accord de l’intéressée.</li>
<li>Un logement de transition de trois mois, au loyer plafonné, qui ne dépend pas de l’employeur.</li>
<li>Une marraine ou un parrain du même métier, rémunéré deux heures par semaine.</li>
</ol>
<h3>Ce que cela a changé</h3>
<p>Le délai est passé de onze semaines à neuf jours. Sur les 640 personnes accueillies, 540 travaillent encore dans le soin, et 410 dans la même commune<sup>1</sup>. Le coût est de 1 150 par personne, dont un tiers est remboursé par les établissements. C’est moins que ce que leur coûtait une seule démission.</p>
<p>Le troisième point est celui auquel nous tenons le plus. Tant que le lit appartient à l’employeur, on ne quitte pas un emploi : on quitte aussi son toit. Toutes les situations d’abus qui nous ont été signalées avaient ce lien pour origine.</p>
<blockquote><p>« La clé de la chambre était à moi. C’est là que j’ai compris que je pouvais aussi dire non. »</p></blockquote>
<h3>Ce qui reste difficile</h3>
<p>Les auxiliaires employées directement par des familles nous échappent presque entièrement. Elles n’ont ni service du personnel ni collègues, et souvent pas d’adresse à elles. Une permanence du dimanche, tenue avec deux associations, en touche une cinquantaine par an ; nous savons qu’elles sont vingt fois plus nombreuses. Nous cherchons des villes qui auraient trouvé mieux.</p>
<h4>Notes</h4>
<ol><li>Réseau des villes de Rive-Claire, <em>Cinq ans de premiers jours</em>, bilan présenté à l’assemblée des maires, annexe B.</li></ol>`,
  },
  {
    ...{ key: "union", question: "1", to: null, by: "union", language: "es", ago: [7, 4] },
    html: `<p>Desde la Federación de Trabajadoras del Cuidado de Altamira queremos hablar de una vía que casi nunca aparece en los informes porque no trae a nadie: <strong>la regularización de quienes ya están aquí</strong>.</p>
<h3>Qué se hizo</h3>
<p>Hace cuatro años, Altamira permitió solicitar un permiso a quien pudiera demostrar dieciocho meses de trabajo en los cuidados, con o sin contrato. Valían como prueba los recibos, los mensajes, el testimonio de la familia atendida o el de una vecina. El permiso no dependía del empleador y permitía cambiar de sector pasado un año.</p>
<h3>Qué pasó</h3>
<ul>
<li>Se presentaron 23.400 solicitudes, de las que se concedieron 19.100.</li>
<li>Dos de cada tres personas siguen en los cuidados, pero ya no en la misma casa: se fueron a donde se respetaba el horario.</li>
<li>El salario medio por hora subió un 22 %. También subió para las nacidas en el país, que nunca habían tenido contrato.</li>
</ul>
<p>Se dijo que aquello atraería a más gente. No ocurrió: las llegadas de los dos años siguientes fueron las mismas que las de los dos anteriores.<sup>1</sup></p>
<h3>Qué pedimos</h3>
<p>Que la nota no hable solo de vías de entrada. Una persona que cuida desde hace seis años a la misma anciana ya ha recorrido su camino; lo que le falta es que alguien lo ponga por escrito.</p>
<h4>Notas</h4>
<ol><li>Federación de Trabajadoras del Cuidado de Altamira, <em>Lo que ya estaba hecho</em>, cuaderno 11.</li></ol>`,
  },
  {
    ...{ key: "citizen", question: "1", to: null, by: "citizen", language: "en", ago: [3, 6] },
    html: `<p>I am not an organisation. My father has had six carers in four years, five of them from abroad, all of them kind, none for longer than eleven months, because that was how long the seasonal permit lasted. Each time he learned a new name, and then one day he stopped learning them.</p>
<p>Whatever pathway you recommend, please count the <em>changes of carer</em> as well as the number of carers. For the person in the chair that is the figure that matters.</p>`,
  },
  {
    ...{
      key: "institute-outline",
      question: "1",
      to: null,
      by: "institute",
      language: "en",
      ago: [2, 4],
    },
    cites: { document: "outline", page: "2", paragraph: "2" },
    html: `<p>Two figures would do, and both ends have them already: how many care workers there are per thousand people over seventy-five, and how many posts have stood empty for more than half a year. We would publish them in the same month, in one table, with the method on the page beside it.</p>`,
  },
];
