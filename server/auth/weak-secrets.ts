const bytesMin = 32;

/** Words of examples, manuals and first drafts. What is left of a secret without them must still be one. */
const words = [
  ...["secret", "changeme", "changeit", "change", "password", "passwd", "keyboardcat", "keyboard"],
  ...["default", "example", "placeholder", "development", "production", "testing", "test", "dev"],
  ...["your", "super", "private", "public", "token", "session", "cookie", "jsonwebtoken", "jwt"],
  ...["string", "least", "characters", "chars", "bits", "bit", "bytes", "long", "very", "please"],
  ...["replace", "insert", "random", "roundtable", "discussion", "moderator", "administrator"],
  ...["admin", "processenv", "process", "undefined", "null", "object", "shhhhh", "qwerty", "hello"],
  ...["letmein", "deadbeef", "allyourbase", "socketio", "express", "sign", "hash", "salt", "this"],
  ...[
    "must",
    "should",
    "key",
    "the",
    "env",
    "not",
    "for",
    "use",
    "my",
    "is",
    "at",
    "in",
    "me",
    "to",
  ],
];
const anyWord = new RegExp(words.join("|"), "g");
/** Letters and digits that must be left beside such words, and how many different ones. */
const leftMin = 20;
const differentMin = 10;

/** Why a text can't be the secret, as the end of a sentence; null for a good one. What is only weak passes outside production. */
export function faultOf(secret: string, production: boolean): string | null {
  if (Buffer.byteLength(secret) < bytesMin)
    return `is too short: it needs ${bytesMin} bytes or more.`;
  if (production && isWeak(secret))
    return "is too easy to guess: take the output of `openssl rand -base64 48`, for example.";
  return null;
}

function isWeak(secret: string): boolean {
  const plain = secret.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const left = plain.replace(anyWord, "");
  return (
    left.length < leftMin ||
    new Set(left).size < differentMin ||
    repeats(plain) ||
    ascends(plain) > plain.length / 2
  );
}

/** Whether it is one piece of up to half its length, over and over. */
function repeats(text: string): boolean {
  return `${text}${text}`.indexOf(text, 1) <= text.length / 2;
}

/** How many characters follow the one before them in the alphabet or in counting. */
function ascends(text: string): number {
  let steps = 0;
  for (let i = 1; i < text.length; i++)
    if (Math.abs(text.charCodeAt(i) - text.charCodeAt(i - 1)) === 1) steps++;
  return steps;
}
