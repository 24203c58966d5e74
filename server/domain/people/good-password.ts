import { Refusal } from "#server/domain/refusal.ts";

/** The most used ones that are long enough to be accepted. */
const common = new Set(
  `1234567890 0123456789 12345678910 0987654321 1029384756 1q2w3e4r5t 1qaz2wsx3edc 123qweasdzxc q1w2e3r4t5 zaq12wsxcde3
qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwertyuiop123 asdfghjkl1 asdfghjkl; zxcvbnm123 password12 password123
password1234 password12345 passw0rd123 mypassword changeme123 welcome123 welcome1234 letmein123 administrator admin12345
admin123456 iloveyou12 iloveyou123 abcdefghij abcdefghijk abcd123456 abc1234567 a123456789 aa12345678 football123
baseball123 princess123 sunshine123 superman123 michelle123 jonathan123 trustno1234 roundtable roundtable1 roundtable123
motdepasse azertyuiop contraseña contrasena`.split(/\s+/),
);

interface Owner {
  name: string;
  email: string | null;
}

/** Refuses a password that whoever wants in would try first. Its length is the schema's to check. */
export function mustBeGood(password: string, owner: Owner, field: string): void {
  const reason = faultOf(password.normalize("NFKC").toLowerCase().trim(), owner);
  if (!reason) return;
  const message =
    reason === "personal"
      ? "The password may not be your name or address."
      : "This password is among the first that others would try.";
  throw new Refusal("invalid_input", message, { field, details: { reason } });
}

function faultOf(
  password: string,
  { name, email }: Owner,
): "personal" | "common" | "repeated" | null {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const own = [name, email ?? "", (email ?? "").split("@", 1)[0] ?? ""].map(plain);
  if (own.includes(plain(password))) return "personal";
  if (common.has(password)) return "common";
  return new Set(password).size <= 2 ? "repeated" : null;
}
