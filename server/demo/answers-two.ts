import type { DemoPost } from "./post.ts";

/** What people answered to question 2. */
export const answersTwo: readonly DemoPost[] = [
  {
    ...{
      key: "delegation",
      question: "2",
      to: null,
      by: "delegation",
      language: "en",
      ago: [8, 3],
    },
    html: `<p>The Government of Valdoria welcomes this consultation and submits the following on recruitment. Valdoria receives about 4,000 care workers a year and sends about 1,500 abroad. We therefore write from both ends of the same road, and have made our mistakes at both.</p>
<h3>The principle, and why it is not enough</h3>
<p>That a worker should pay nothing for a job has been the law in Valdoria for nine years. In the fifth of them, a survey by the labour inspectorate found that three out of five newly arrived care workers had paid all the same: for a place on a list, for a translation that was not needed, for a “deposit”, for the uncle of somebody at the agency.<sup>1</sup> The median was seven months of their later wage. A prohibition that can be broken without anybody noticing is a wish. What follows is what we changed after that survey.</p>
<h3>From the advertisement to the pay slip</h3>
<h4>The advertisement</h4>
<p>Every vacancy that is offered abroad carries a number from a public register. The entry states the wage, the hours, the place, the cost of housing if there is any, and the sentence “You pay nobody for this job” in the language of the advertisement. Whoever reads the advertisement can look the number up, by telephone if need be. An offer without a number is an offence, and platforms that show one are told to take it down within a day.</p>
<h4>The interview and the contract</h4>
<p>The contract that is signed before departure is deposited with the register. If another one is presented on arrival, only the first is valid. This has put an end to what we saw most often: two contracts, one for the embassy and one for life.</p>
<h4>The bill</h4>
<p>All costs of recruitment are paid by the employer and listed in the register, item by item. Since the list is public, agencies now compete on it. The average has fallen from 6,800 to 4,300 per person in three years, without any cap.</p>
<h4>The first pay slip</h4>
<p>In the second month after arrival, an inspector telephones every worker, not a sample of them, with an interpreter. There are six questions. The last one is: “Have you paid anybody, or do you owe anybody, for being here?” A worker who says yes gets her money back within eight weeks <strong>from the state</strong>, which then recovers it from the employer, who may recover it from the agency. She need not prove who took it.</p>
<h3>What it has done</h3>
<ul>
<li>The share of those who paid fell from 61 to 17 per cent.</li>
<li>In three years 2,900 people were paid back, 2,100 on average each.<sup>2</sup></li>
<li>The state has recovered 83 per cent of that. What remains costs less than the two court cases a year that we used to lose.</li>
</ul>
<p>The order of these measures mattered. The register came first and did little by itself. It was the telephone call that made employers ask their agencies questions, and it was the repayment that made workers answer the telephone.</p>
<h3>What it has not done</h3>
<p>Seventeen per cent is not nothing. Nearly all of them come through two corridors in which the recruiter is a relative or a neighbour. To him no licence can be refused, because he has none. We have no answer to this and would be glad of one. Besides, our register ends at the door of private households, where a third of care is given. We intend to bring larger households’ agencies into it next year.</p>
<h3>Who should do what</h3>
<ol>
<li><strong>Countries of destination:</strong> pay back first and argue later. Whoever waits for proof protects the wrong side.</li>
<li><strong>Countries of origin:</strong> license recruiters for what they do, and publish the list where people look for work and not in the gazette.</li>
<li><strong>Employers:</strong> ask for the bill. Recruitment that costs you nothing was paid for by somebody.</li>
<li><strong>Platforms:</strong> show the number of the register beside the offer, or do not show the offer.</li>
<li><strong>Workers’ organisations:</strong> be the second telephone number, for those who don’t trust the first.</li>
</ol>
<blockquote><p>“I said no when the inspector called. A week later I called back and said yes. She had told me that I could.”</p></blockquote>
<p>We are ready to share the code of the register and the questionnaire with any member of the Network.</p>
<h4>Notes</h4>
<ol>
<li>Labour Inspectorate of Valdoria, <em>What the Job Cost</em>, survey of 1,840 care workers within a year of arrival.</li>
<li>Figures on repayment are from the Inspectorate’s annual reports and include cases settled without a decision.</li>
</ol>`,
  },
  {
    ...{ key: "training", question: "2", to: null, by: "training", language: "ar", ago: [5, 5] },
    html: `<p>نكتب باسم رابطة مدارس التمريض في الساحل، وهي تضم سبع مدارس تخرّج نحو 900 ممرضة وممرض كل عام، يسافر أكثر من نصفهم خلال سنتين.</p>
<h3>ما نراه من جهتنا</h3>
<p>التوظيف العادل يبدأ قبل الإعلان بوقت طويل: يبدأ في قاعة الدرس. فالطالبة التي تعرف حقوقها وتعرف كلفة السفر الحقيقية لا تدفع لوسيط. لذلك أدخلنا منذ ثلاث سنوات مادة من اثنتي عشرة ساعة عنوانها «قبل أن توقّعي»، تُدرَّس في السنة الأخيرة وتشارك فيها زميلات عُدنَ من الخارج.</p>
<h3>ما نقترحه</h3>
<ol>
<li>أن تُنشر قائمة الوكالات المرخّصة في المدارس نفسها وباللغة التي يقرؤها الناس.</li>
<li>أن يُكتب العقد بلغتين، وأن تكون النسختان متساويتين في القوة.</li>
<li>أن يسهم صاحب العمل في كلفة التدريب بمبلغ معلن يذهب إلى المدرسة لا إلى الوسيط.</li>
</ol>
<p>وقد انخفضت نسبة من دفعوا مالاً لوسيط بين خريجينا من 44 إلى 15 في المائة<sup>1</sup>. ولا ندّعي أن المادة وحدها هي السبب، لكن الخريجات يقلن إنها كانت المرة الأولى التي يسألهن فيها أحد: هل تريدين السفر حقاً؟</p>
<h4>الحواشي</h4>
<ol><li>رابطة مدارس التمريض في الساحل، «قبل أن توقّعي: حصيلة ثلاث سنوات»، الجدول 3.</li></ol>`,
  },
  {
    ...{ key: "employer", question: "2", to: null, by: "employer", language: "en", ago: [4, 7] },
    html: `<p>We run 23 homes and employ 340 people who trained abroad. The view from an employer, in short:</p>
<p>“The employer pays” is right, and we do. It was 5,900 per person last year, before the first hour of work. What makes it hard is that the home next door may hire the same person a year later and pay nothing. I don’t want the tie back that was discussed under question 1. But the cost has to be shared by those who have the benefit.</p>
<h4>What we propose</h4>
<ul>
<li>A fund into which every care provider pays by the number of beds, and which pays the registered costs of recruitment.</li>
<li>Providers who recruit nobody abroad pay as well: they hire from us.</li>
<li>No payment from the fund without the pay slip of the second month.</li>
</ul>
<p>In our region nine providers tried this among themselves for two years. It worked until the largest one left.</p>`,
  },
];
