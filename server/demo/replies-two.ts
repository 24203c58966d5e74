import type { DemoPost } from "./post.ts";

/** What people replied to one another under question 2. */
export const repliesTwo: readonly DemoPost[] = [
  {
    ...{
      key: "diaspora-to-delegation",
      question: "2",
      to: "delegation",
      by: "diaspora",
      language: "en",
      ago: [7, 1],
    },
    html: `<p>On the recruiter who is a relative: he exists because somebody has to lend the first money. Where our savings circles lend the fare and the fees of the translator without interest, nobody goes to the uncle. In two towns we have lent to 160 people in three years, and four haven’t paid it back.</p>
<p>If the state can pay back 2,100 afterwards, could it guarantee 600 <em>beforehand</em>?</p>`,
  },
  {
    ...{
      key: "summary-of-training",
      question: "2",
      to: "training",
      by: "secretariat",
      language: "en",
      ago: [4, 22],
    },
    html: `<p><strong>Summary by the moderators.</strong> An association of seven nursing schools writes that fair recruitment begins in the classroom. A twelve-hour course in the last year, “Before you sign”, is given together with nurses who have returned. The share of graduates who paid a middleman fell from 44 to 15 per cent in three years; the association doesn’t claim that the course alone did it. It proposes lists of licensed agencies in the schools, contracts in two languages of equal force, and a published contribution by employers to the cost of training, paid to the school.</p>`,
  },
  {
    ...{
      key: "union-to-employer",
      question: "2",
      to: "employer",
      by: "union",
      language: "es",
      ago: [3, 20],
    },
    html: `<p>Un fondo común nos parece bien, con una condición: que <strong>en su consejo se sienten también las trabajadoras</strong>. De lo contrario, al cabo de dos años pagará cursos de la propia empresa y los llamará «gastos de contratación».</p>
<p>¿Qué habría hecho falta para que el proveedor más grande no se marchara?</p>`,
  },
  {
    ...{
      key: "employer-to-union",
      question: "2",
      to: "union-to-employer",
      by: "employer",
      language: "en",
      ago: [2, 21],
    },
    html: `<p>Agreed on the board. To your question: a law. It left when a new owner came, who did the sum for one year instead of five. What is voluntary ends with the person who volunteered.</p>`,
  },
];
