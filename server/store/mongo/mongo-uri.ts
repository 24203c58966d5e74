const part = "[^:@/?#\\s]";
const host = `(?:[^,:@/?#\\s[\\]]+|\\[[\\da-fA-F:.]+\\])(?::\\d{1,5})?`;
const form = new RegExp(
  `^mongodb(?:\\+srv)?://(?:(${part}+(?::${part}*)?)@)?${host}(?:,${host})*(?:/[^@?#\\s]*(?:\\?\\S*)?)?$`,
);

/**
 * Whether it is an address of MongoDB, of one host or of several, which no URL may name. Strict, because the driver repeats in
 * its messages what it takes for a host: that may be half of a password.
 */
export function isMongoUri(uri: string): boolean {
  const found = form.exec(uri);
  try {
    decodeURIComponent(found?.[1] ?? "");
    return found !== null;
  } catch {
    return false;
  }
}

/** Without name, password and options, also where these aren't written as they should be. */
export const withoutSecrets = (uri: string): string =>
  uri.replace(/\/\/.*@/s, "//").replace(/\?.*$/s, "");
