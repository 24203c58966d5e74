/** Every bound a person can meet, in one place. Lengths are in Unicode code points unless said otherwise. */
export const limits = {
  /** Text of a post after sanitising. */
  postText: 20_000,
  /** HTML of a post as sent, in UTF-16 units; markup may weigh a few times the text. */
  postHtml: 120_000,
  /** HTML of all translations of a post together, in UTF-16 units: they go wherever the post goes. */
  translationsHtml: 400_000,
  /** Elements inside one another in a post. */
  nesting: 20,
  name: 80,
  email: 254,
  passwordMin: 10,
  password: 200,
  organisation: 120,
  title: 200,
  questionText: 1_000,
  hostText: 20_000,
  note: 2_000,
  /** Why a host takes the contacts of participants out. */
  exportReasonMin: 3,
  exportReason: 200,
  questions: 50,
  languages: 12,
  origins: 20,
  namedModerators: 30,
  faq: 50,
  terms: 100,
  term: 100,
  topics: 50,
  /** Voices of organisations in one discussion, which every page of it is told. */
  voices: 200,
  /** Topics of one post. */
  postTopics: 10,
  /** Mentions of people in one post; what is more is plain text. */
  mentions: 20,
  /** People offered at a time to whoever mentions one. */
  people: 8,
  /** Of an address that a host names, in UTF-16 units. */
  url: 500,
  /** Bytes of one file, and of one piece of it on its way. */
  fileBytes: 20_000_000,
  filePiece: 128 * 1024,
  fileName: 120,
  /** Files of one post. */
  postFiles: 5,
  /** Files of one person in one discussion that no post has, and for how many days they are kept. */
  looseFiles: 20,
  looseFileDays: 30,
  /** Background documents of a discussion. */
  documents: 20,
  /** Drafts of one person in one discussion. */
  drafts: 100,
  spaces: 300,
  /** Posts of one question in a page, and at most in a snapshot. */
  page: 50,
  /** Posts in a snapshot, spread over its questions, and how many each has at least. */
  snapshot: 60,
  snapshotEach: 5,
  /** What somebody looks for, in UTF-16 units and in words. */
  findText: 500,
  findWords: 16,
  pageMax: 200,
  /** Posts in one report of what was looked at. */
  impressions: 100,
  /** Of the posts seen least often, those that a host is told. */
  leastSeen: 10,
  /** Pinned posts of one question. */
  pins: 10,
  /** A client further behind than this gets a snapshot instead of changes. */
  replayEntries: 1_000,
  /** Minutes after publication in which an edit leaves no mark. */
  silentEditMinutes: 15,
  /** Of whom figures are told: of fewer, they would tell of each. */
  fewestPeople: 5,
  /** The longest mute a moderator may set, in days. */
  muteDays: 7,
  /** The longest mute a host may set, in days. */
  muteDaysHost: 366,
  /** Bytes of one socket message or HTTP body. */
  messageBytes: 256 * 1024,
  /** A reader that leaves more than this unread is cut, and comes back for what it missed when it can (P8). */
  unreadMessages: 256,
  unreadBytes: 1024 * 1024,
  /** Discussions one socket may follow at a time. */
  roomsPerSocket: 100,
  /** Open sockets of visitors from one address. Whoever is signed in isn't counted. */
  visitorsPerAddress: 500,
  /** Whoever goes on at so many times a rate is cut. */
  floodTimes: 5,
} as const;

/**
 * How many commands of a kind one person, one address and all together may send in `seconds`, over all processes. A meeting room
 * or a whole institution may come from one address, and after a restart all of it comes back within seconds. What all together
 * may is far above what a busy day brings; moderators, who are needed most on such a day, aren't held up by it.
 */
export const rates = {
  read: { person: 300, address: 3_000, site: 60_000, seconds: 60 },
  join: { person: 60, address: 3_000, site: 60_000, seconds: 60 },
  post: { person: 10, address: 60, site: 5_000, seconds: 10 },
  moderate: { person: 120, address: 240, site: null, seconds: 60 },
  /** Sign-in, register, password: few, and by address above all, since each costs a password's hash. */
  credentials: { person: 10, address: 60, site: 900, seconds: 60 },
  /**
   * A page reports every ten seconds at most, so this is ten people who read at once. It is low, so that nobody counts a post up
   * cheaply; what is refused to a full meeting room is missing from all posts alike.
   */
  impressions: { person: 12, address: 60, site: 30_000, seconds: 60 },
  /** Pieces of files: a person brings three of the largest in a minute. They count here alone, so that who sends one can go on writing. */
  upload: { person: 600, address: 3_000, site: 30_000, seconds: 60 },
  /** Keeping a session alive: a tab does it every few minutes. */
  session: { person: 60, address: 1_500, site: 30_000, seconds: 60 },
} as const;
/** The same for commands of all kinds together. */
export const rateOfAll = { person: 100, address: 3_000, site: null, seconds: 10 } as const;
/** Sockets opened, before it is known whose. */
export const rateOfHandshakes = { person: null, address: 2_000, site: null, seconds: 10 } as const;
export type Rate = keyof typeof rates;
