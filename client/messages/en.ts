import type { PostOrder } from "#shared/model.ts";
import type { Categories, Reasons, Refusals } from "./messages.ts";
import { pluralOf } from "./plural.ts";

const plural: (n: number, forms: { one: string; other: string }) => string = pluralOf("en-GB");

const refusals: Refusals = {
  invalid_input: "Something in this can't be taken as it is. Look at it again.",
  unknown_command: "This page is older than the server. Load it again.",
  unauthenticated: "Sign in to do this.",
  session_ended: "Your sign-in has ended. Sign in again; your text is kept.",
  wrong_credentials: "The e-mail address or the password is wrong.",
  not_allowed: "You are not allowed to do this here.",
  muted: "The moderators have muted you in this discussion. Your text is kept.",
  not_found: "This isn't here any more, or never was.",
  link_invalid: "This link was used, has run out, or never was one.",
  discussion_not_open: "This discussion isn't open yet. Your text is kept.",
  discussion_closed: "This discussion is closed. Your text is kept.",
  question_locked: "This question takes no more posts. Your text is kept.",
  parent_unavailable: "The post you answer is no longer there. Your text is kept.",
  guidelines_not_accepted: "Accept the guidelines of this discussion first. Your text is kept.",
  conflict: "Somebody was faster: this has changed meanwhile. Look at it again.",
  name_taken: "Somebody has this name, or one that looks like it. Choose another.",
  email_taken: "There is an account with this address. Sign in instead.",
  slug_taken: "Another discussion has this address.",
  last_host: "A discussion needs a host. Make somebody else host first.",
  too_large: "This is too large to be sent.",
  unsupported_media: "This page is older than the server. Load it again.",
  slow_down: "That was a lot at once.",
  internal: "Something went wrong on the server. Nothing was lost; try again.",
  unavailable: "The server can't reach its records just now. Try again in a moment.",
  no_answer:
    "The server did not answer. Your text is kept; send it again, it will not appear twice.",
  storage_full: "The server has no room left. Your text is kept.",
};

const reasons: Reasons = {
  off_topic: "off topic",
  personal_attack: "personal attack",
  hate: "hatred",
  spam: "advertising",
  personal_data: "somebody's personal data",
  duplicate: "posted twice",
  unlawful: "against the law",
  other: "against the guidelines",
};

const categories: Categories = {
  member_state: "Member State",
  un_entity: "UN entity",
  local_government: "Local government",
  civil_society: "Civil society",
  academia: "Academia",
  private_sector: "Private sector",
  diaspora: "Diaspora",
  other: "Other",
};

export const en = {
  dir: "ltr" as "ltr" | "rtl",
  refusals,
  reasons,
  categories,
  roles: { moderator: "moderator", host: "host", admin: "admin of this site" },

  // The site
  site: "Roundtable",
  skip: "Skip to the content",
  skipDiscussion: "Skip to the discussion",
  language: "Language",
  signIn: "Sign in",
  signOut: "Sign out",
  register: "Create an account",
  account: "Your account",
  apiLink: "For programmers",
  noScript: "Reading works without script. To write here, allow this page to run its script.",
  orList: (items: string[]) => new Intl.ListFormat("en-GB", { type: "disjunction" }).format(items),
  at: (day: string, time: string) => `${day}, ${time}`,
  today: (time: string) => `Today, ${time}`,
  justNow: "Just now",
  utc: (time: string) => `${time} UTC`,

  // The connection line
  connecting: "Connecting.",
  connectingMore: (time: string) => `The page below is complete as of ${time}.`,
  lost: "Connection lost.",
  lostMore: (seconds: number) =>
    `Trying again in ${seconds} s. You can go on reading and writing; your draft is kept on this device.`,
  lostNow: "Trying again. You can go on reading and writing; your draft is kept on this device.",
  tryNow: "Try now",
  offline: "You are offline.",
  offlineMore: "You can go on reading and writing; your draft is kept on this device.",
  offlineWaiting: (n: number) =>
    plural(n, {
      one: "One post is waiting here and will be sent once when you are back.",
      other: "# posts are waiting here and will be sent once when you are back.",
    }),
  back: "Back online.",
  backMore: (n: number) =>
    n === 0
      ? "Nothing new arrived meanwhile."
      : plural(n, { one: "One post arrived meanwhile.", other: "# posts arrived meanwhile." }),
  signInEnded: "Your sign-in has ended.",
  signInEndedMore: "You can go on reading. Sign in again to send your draft.",

  // The list of discussions
  discussions: "Discussions",
  openNow: "Open",
  upcoming: "Upcoming",
  closed: "Closed",
  draft: "Draft",
  questionsCount: (n: number) => plural(n, { one: "1 question", other: "# questions" }),
  postsCount: (n: number) => plural(n, { one: "1 post", other: "# posts" }),

  // The discussion
  about: "About this discussion",
  readers: (n: number) => plural(n, { one: "1 person reading now", other: "# people reading now" }),
  shownIn: (language: string) => `Written in ${language}`,
  outcome: "Outcome",
  outcomeText: (title: string, words: string | null, due: string | null) =>
    [title, words, due && `due by ${due}`].filter(Boolean).join(", "),
  words: (n: number) => plural(n, { one: "1 word", other: "# words" }),
  goesTo: "Goes to",
  draftedBy: "Drafted by",
  onBehalfOf: "For",
  writeIn: "Write in",
  moderators: "Moderators",
  guidelines: "Guidelines for posting",
  help: "Trouble posting?",
  timeUsed: (n: number, of: number) => `Time used: ${n} of ${of} days`,
  opened: (when: string) => `Opened ${when}`,
  opens: (when: string) => `Opens ${when}`,
  closes: (when: string) => `Closes ${when}`,
  closedOn: (when: string) => `Closed ${when}`,
  invited: "Invited",
  topics: "Topics",
  comma: ", ",
  faq: (n: number) =>
    plural(n, { one: "A question often asked", other: "# questions often asked" }),
  faqLink: "Link to this answer",
  whatCame: "What was done with the contributions",
  extended: (from: string, to: string) => `Extended from ${from} to ${to}`,
  termNotes: "Terms in this post",
  yourTime: "your time",
  daysLeft: (n: number) => plural(n, { one: "1 day left", other: "# days left" }),
  hoursLeft: (n: number) => plural(n, { one: "1 hour left", other: "# hours left" }),
  lastHour: "Less than an hour left",

  // Questions
  questions: "Questions",
  question: (n: number) => `Question ${n}`,
  questionOf: (n: number, of: number) => `Question ${n} of ${of}`,
  openForAnswers: "Open for answers",
  notOpenYet: "Not open yet",
  lockedPhase: "Takes no more posts",
  closedPhase: "Closed",
  askedBy: (name: string, day: string) => `Asked by ${name}, ${day}`,
  asked: (day: string) => `Asked ${day}`,
  noPostsYet: "No posts yet",
  waitingCount: (n: number) => plural(n, { one: "1 waiting", other: "# waiting" }),
  newCount: (n: number) => plural(n, { one: "1 new", other: "# new" }),
  newPosts: (n: number) => plural(n, { one: "1 new post", other: "# new posts" }),
  newPostsIn: (n: number, question: number) =>
    plural(n, {
      one: `1 new post in question ${question}`,
      other: `# new posts in question ${question}`,
    }),
  answering: "A moderator is answering",
  answeringIn: (n: number) => `A moderator is answering in question ${n}`,
  answerQuestion: (n: number) => `Answer question ${n}`,
  nobodyAnswered: "Nobody has answered this one.",
  nobodyMore:
    "The drafters read the first answers most closely. Three sentences are enough to start.",
  nobodyClosed: "No answers came in.",
  showEarlier: (n: number) =>
    plural(n, { one: "Show 1 earlier post", other: "Show # earlier posts" }),
  showEarlierAny: "Show earlier posts",
  loadingEarlier: (question: number) => `Getting the earlier posts of question ${question}.`,
  reading: (shown: number, all: number) => `You are reading ${shown} of ${all}`,
  earlierFailed: (question: number) => `The earlier posts of question ${question} did not load.`,
  loadAgain: "Load them again",
  earlierPage: (n: number) => `Earlier posts of question ${n}`,
  backToNewest: "Back to the newest posts",
  gap: "Not all posts between these are loaded. “Show earlier posts” below brings them.",

  // Posts
  you: "you",
  inLanguage: (language: string) => `In ${language}`,
  translated: (language: string, name: string) => `Translated from ${language} by ${name}.`,
  byModerators: "the moderators",
  machineTranslated: (language: string, name: string) =>
    `Machine translation from ${language}, attached by ${name}.`,
  translatedBefore: "The original has been edited since.",
  showOriginal: "Show the original",
  fresh: "New",
  pinned: "Pinned by the moderators",
  asksModerators: "Question to the moderators",
  official: "Official answer",
  edited: (when: string) => `Edited ${when}`,
  seeChanges: "see what changed",
  hideChanges: "hide what changed",
  inReplyTo: "In reply to",
  by: (name: string) => `by ${name}`,
  reHidden: "a post that the moderators removed",
  reWithdrawn: "a post that its author withdrew",
  reRemoved: "a post that was removed",
  hiddenLine: (day: string, reason: string | null) =>
    reason
      ? `Removed by the moderators on ${day}: ${reason}.`
      : `Removed by the moderators on ${day}.`,
  withdrawnLine: (day: string) => `Withdrawn by its author on ${day}. Replies stay.`,
  removedLine: (day: string) => `Removed on ${day}.`,
  waiting: "Waiting for a moderator",
  waitingYours: "Only you and the moderators can see this.",
  waitingModerators: "Only its author and the moderators can see this.",
  rejected: "Not published",
  rejectedMore: (reason: string) => `Reason: ${reason}.`,
  changesRequested: "Changes requested",
  hiddenForYou: (reason: string | null) =>
    reason ? `Removed by the moderators: ${reason}` : "Removed by the moderators",
  hiddenForYouMore: "Others see one line in its place.",
  note: "Note among moderators:",
  readRest: "Read the rest",
  readRestMore: (words: number, minutes: number) =>
    `${plural(words, { one: "1 word", other: "# words" })}, ${plural(minutes, { one: "1 minute", other: "# minutes" })}`,
  readLess: "Show less",
  reply: "Reply",
  replyTo: (name: string, reference: string) => `to ${name}, ${reference}`,
  copyLink: "Copy link",
  copied: "Link copied",
  copyByHand: "Copy this address:",
  ofPost: (reference: string) => `of post ${reference}`,
  more: "More",
  edit: "Edit",
  withdraw: "Withdraw",
  translate: "Translate",
  supportIt: "Support",
  supportKept: "Support",
  supportKeptMore:
    "How many support a post is shown when the discussion is over; to whoever supports it, at once.",
  support: (n: number) => plural(n, { one: "1 in support", other: "# in support" }),
  post: (reference: string) => `Post ${reference}`,
  showPost: (reference: string) => `post ${reference}`,
  postMissing: "This post isn't here any more.",

  // Moderating
  mutedUntil: (when: string) => `Muted until ${when}`,
  mutedForGood: "Muted until unmuted",
  lock: "Lock question",
  unlock: "Unlock question",
  cancel: "Cancel",
  hostPanel: "Run this discussion",
  settings: "Settings",

  // Writing
  partFailed: "This could not be loaded. Look at your connection, then try again.",
  sentLater: "What you wrote before has been sent now.",
  notSentLater: "What you wrote before could not be sent. It is kept as a draft.",
  tryAgainIn: (seconds: number) =>
    plural(seconds, { one: "Try again in 1 second.", other: "Try again in # seconds." }),

  // In place of the composer
  lockSignIn: "Sign in to answer",
  lockSignInMore:
    "Reading is open to everyone. To post, we need your name, because answers become part of the record.",
  lockEnded: "Your sign-in has ended",
  lockEndedMore: "Sign in again to send this. Your draft is kept on this device.",
  lockMuted: (when: string) => `You cannot post until ${when}`,
  lockMutedForGood: "You cannot post in this discussion",
  lockMutedMore: (reason: string) =>
    `The moderators muted you in this discussion. Reason: ${reason}.`,
  lockMutedKept: "You can read everything, and your drafts are kept on this device.",
  lockQuestion: "This question takes no more posts",
  lockQuestionMore: "The moderators have locked it. The other questions may still be open.",
  lockClosed: (when: string) => `Closed on ${when}`,
  lockClosedPlain: "This discussion is closed",
  lockClosedMore: "Everything stays readable here.",
  lockSoon: (when: string) => `Opens on ${when}`,
  lockSoonPlain: "This discussion isn't open yet",
  lockSoonMore: "You can read the questions now and come back to answer.",
  draftKept: "Your draft is kept.",

  // Accounts
  name: "Name",
  category: "I take part as (optional)",
  formFailed: "This did not work yet",
  loading: "One moment.",

  // One-time links
  accept: "Accept",
  goToList: "See all discussions",

  // Embed, errors
  answerThere: "Answer on the full page",
  notAvailable: "This discussion is not available here.",

  // Finding posts
  findLabel: "Search all posts",
  findPosts: "Search",
  orderLabel: "Order",
  languageOfPosts: "Language",
  anyOf: "All",
  categoryLabel: "Takes part as",
  answeredLabel: "Replies",
  answeredYes: "With a reply",
  answeredNo: "Without a reply",
  answeredOfficially: "Officially answered",
  addressedTo: "Addressed to",
  theModerators: "The moderators",
  whyOrder: "Why this order?",
  allPosts: "All posts",
  foundFor: (words: string) => `Posts with “${words}”`,
  foundNothing: "No post has all of these words. Try fewer, or only their beginnings.",
  morePosts: "Show more posts",
  orders: {
    newest: "Newest first",
    oldest: "Oldest first",
    question: "By question",
    supported: "Most supported",
    discussed: "Most discussed",
    least_seen: "Least seen",
    rotating: "All groups in turn",
    shuffled: "Shuffled",
  } satisfies Record<PostOrder, string>,
  orderRules: {
    newest: "The post that was sent last comes first.",
    oldest: "The post that was sent first comes first.",
    question: "Question by question, in each the newest post first.",
    supported:
      "Posts with the most support come first; of those with equal support, the newer one.",
    discussed: "Posts with the most replies come first; of those with equally many, the newer one.",
    least_seen:
      "Posts that readers have looked at least often come first; of equal ones, by chance, the same all day.",
    rotating:
      "One post of each group of participants in turn, the newest of each first, so that no group fills the page alone.",
    shuffled:
      "By chance, so that no post has an advantage. For you it stays the same all day, and is another one tomorrow.",
  } satisfies Record<PostOrder, string>,
};
