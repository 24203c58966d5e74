import { type ParseArgsConfig, parseArgs } from "node:util";

/** Where a command speaks: results on the first, all else on the second. */
export interface Voice {
  say(line: string): void;
  warn(line: string): void;
}

type Options = Record<string, { type: "string" | "boolean" }>;
export interface Args {
  /** The value of an option that must be there. */
  needed(option: string): string;
  given(option: string): string | null;
  isSet(option: string): boolean;
  positionals: string[];
}

export interface CliCommand {
  /** What is typed: `grant`, `import polis`. */
  name: string;
  /** One short sentence for the list of commands. */
  about: string;
  /** What else there is to know; "" when nothing. */
  more: string;
  /** What follows the name. */
  usage: string;
  /** One line for each option or argument: what is typed, what it means. */
  explains: readonly (readonly [string, string])[];
  options: Options;
  /** How many arguments without a name it takes. */
  positionals: number;
  /** Throws `UsageError` for what was typed wrongly, and an Error with one clear line for what can't be done. */
  run(args: Args, voice: Voice): Promise<void>;
}

/** What was typed can't be understood. */
export class UsageError extends Error {
  override name = "UsageError";
}
/** It can't be done, and the message says why: for whoever typed the command. */
export class CommandFailed extends Error {
  override name = "CommandFailed";
}

/** Reads what follows a command's name; throws `UsageError`. */
export function readArgs(command: CliCommand, argv: readonly string[]): Args {
  const { values, positionals } = parsed(command.options, argv);
  const surplus = positionals[command.positionals];
  if (surplus !== undefined) throw new UsageError(`"${surplus}" is one argument too many.`);
  const given = (option: string): string | null => {
    const value = values[option];
    return typeof value === "string" ? value : null;
  };
  return {
    given,
    positionals,
    isSet: (option) => values[option] === true,
    needed: (option) => {
      const value = given(option)?.trim();
      if (!value) throw new UsageError(`--${option} is missing.`);
      return value;
    },
  };
}

function parsed(options: Options, argv: readonly string[]) {
  const config = { args: [...argv], options, allowPositionals: true, strict: true } as const;
  try {
    return parseArgs(config satisfies ParseArgsConfig);
  } catch (error) {
    // Node's first sentence names the option; the rest is advice about option syntax.
    if (error instanceof TypeError) throw new UsageError(`${error.message.split(". ")[0]}.`);
    throw error;
  }
}
