import type { DemoPost } from "./post.ts";

/** What people replied to one another under question 1. */
export const repliesOne: readonly DemoPost[] = [
  {
    ...{
      key: "institute-asks",
      question: "1",
      to: "observatory",
      by: "institute",
      language: "en",
      ago: [10, 9],
    },
    html: `<p>Thank you for the figures on changing employers. May I ask about the direction of cause? Employers who already treat people well may be the ones who agree to join a pathway without a tie. Then the 71 per cent would say something about <em>them</em>, and little about the rule.</p>
<p>Was there any place where the rule changed and the employers stayed the same?</p>`,
  },
  {
    ...{
      key: "observatory-answers",
      question: "1",
      to: "institute-asks",
      by: "observatory",
      language: "en",
      ago: [10, 3],
    },
    html: `<p>A fair question, and there is one such place. In the northern provinces of Valdoria the tie was shortened from three years to one for everybody at once. The employers were the same 212 homes before and after.</p>
<ul>
<li>In the year before the change, 31 per cent of the workers left the sector.</li>
<li>In the year after it, 34 per cent changed or left, as those who had waited went at once.</li>
<li>In the second year it was 19 per cent, and it has stayed near 20 since.</li>
</ul>
<p>So the fear is right for about twelve months. We should have said so in the contribution itself.</p>`,
  },
  {
    ...{
      key: "diaspora-adds",
      question: "1",
      to: "observatory-answers",
      by: "diaspora",
      language: "en",
      ago: [9, 22],
    },
    html: `<p>Our members would add what happened in those twelve months. Nobody was told about the change. People heard of it from one another in the bus, and the first to go were those with the worst shifts. A letter to each worker on the day the rule changes, <strong>in a language she reads</strong>, would cost a stamp.</p>`,
  },
  {
    ...{
      key: "cities-to-union",
      question: "1",
      to: "union",
      by: "cities",
      language: "fr",
      ago: [6, 7],
    },
    html: `<p>Nous confirmons, côté communes, ce que la Fédération observe à Altamira. Deux de nos villes ont accepté, pour l’attestation de travail, la parole de la personne soignée elle-même. Sur 312 dossiers, trois seulement ont été contestés.</p>
<p>Une question : comment avez-vous protégé les familles qui témoignaient ? Chez nous, beaucoup craignaient un redressement de cotisations et se taisaient.</p>`,
  },
  {
    ...{
      key: "union-to-cities",
      question: "1",
      to: "cities-to-union",
      by: "union",
      language: "es",
      ago: [5, 20],
    },
    html: `<p>Con una frase en la ley: lo declarado en ese expediente <em>no puede usarse para ningún otro fin</em>. Y con un plazo de gracia de un año para ponerse al día con las cotizaciones, sin recargo. Sin esas dos cosas no habría hablado nadie.</p>`,
  },
];
