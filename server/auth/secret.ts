import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { faultOf } from "./weak-secrets.ts";

interface SecretOptions {
  /** ROUNDTABLE_SECRET; null when it isn't set. */
  secret: string | null;
  dataDir: string;
  production: boolean;
}

/**
 * The secret that signs tokens and cursors: from the environment, else from `secret` in the data folder, made at first use.
 * Throws an Error with one clear line, which never holds the secret.
 */
export function loadSecret(options: SecretOptions): string {
  const file = fileIn(options.dataDir);
  const given = givenSecret(options);
  if (given !== null) return given;
  return told(file, () => {
    make(file, options.dataDir);
    return read(file, options.production);
  });
}

/** The secret that is there already; null when none has been made. Throws like `loadSecret`, and writes nothing. */
export function givenSecret({ secret, dataDir, production }: SecretOptions): string | null {
  if (secret !== null) {
    const fault = faultOf(secret, production);
    if (fault) throw new Error(`ROUNDTABLE_SECRET ${fault}`);
    return secret;
  }
  const file = fileIn(dataDir);
  return told(file, () =>
    lstatSync(file, { throwIfNoEntry: false }) ? read(file, production) : null,
  );
}

const fileIn = (dataDir: string): string => join(dataDir, "secret");

function told<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isSystemError(error)) throw new Error(`${file} can't be read or written (${error.code}).`);
    throw error;
  }
}

function read(file: string, production: boolean): string {
  const about = lstatSync(file);
  if (!about.isFile())
    throw new Error(`${file} isn't a file. It should hold the secret of this site.`);
  if ((about.mode & 0o077) !== 0) chmodSync(file, 0o600);
  const secret = readFileSync(file, "utf8").trim();
  const fault = faultOf(secret, production);
  if (fault)
    throw new Error(
      `The secret in ${file} ${fault} Without the file a new one is made, and everybody signs in again.`,
    );
  return secret;
}

/** Written aside and then linked to its name: nobody sees half of it, and of two processes that start at once one wins. */
function make(file: string, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const aside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    const open = openSync(aside, "wx", 0o600);
    try {
      writeSync(open, `${randomBytes(48).toString("base64url")}\n`);
      fsyncSync(open);
    } finally {
      closeSync(open);
    }
    linkSync(aside, file);
  } catch (error) {
    if (!isSystemError(error) || error.code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

const isSystemError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && "code" in error && typeof error.code === "string";
