import { failureOf } from "#server/domain/answer.ts";
import { type CliCommand, CommandFailed, readArgs, UsageError, type Voice } from "./command.ts";

/** Done; it can't be done; it was typed wrongly. */
type ExitCode = 0 | 1 | 2;

const program = "npm run roundtable --";

/** Runs what was typed and says how it went. Never throws. */
export async function runCli(
  commands: readonly CliCommand[],
  argv: readonly string[],
  voice: Voice,
): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === undefined) {
    voice.warn(overview(commands));
    return 2;
  }
  if (first === "help") return help(commands, rest, voice);
  if (argv.some(asksForHelp))
    return help(commands, argv.slice(0, argv.findIndex(asksForHelp)), voice);
  const command = named(commands, argv);
  if (!command) return unknown(commands, argv, voice);
  return carryOut(command, argv.slice(wordsOf(command).length), voice);
}

const asksForHelp = (word: string): boolean => word === "--help" || word === "-h";

async function carryOut(command: CliCommand, typed: string[], voice: Voice): Promise<ExitCode> {
  try {
    await command.run(readArgs(command, typed), voice);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      voice.warn(`roundtable ${command.name}: ${error.message}\n\n${manual(command)}`);
      return 2;
    }
    voice.warn(`roundtable ${command.name}: ${reasonOf(error)}`);
    return 1;
  }
}

/** What a person is told. A fault of the program shows its message too, since nobody else is there to read a log. */
function reasonOf(error: unknown): string {
  if (error instanceof CommandFailed) return error.message;
  const failure = failureOf(error);
  if (failure.code !== "internal") return failure.message;
  return error instanceof Error ? error.message : String(error);
}

const wordsOf = ({ name }: CliCommand): string[] => name.split(" ");
const named = (commands: readonly CliCommand[], argv: readonly string[]): CliCommand | undefined =>
  commands.find((command) => wordsOf(command).every((word, i) => argv[i] === word));

function unknown(commands: readonly CliCommand[], argv: readonly string[], voice: Voice): ExitCode {
  const near = commands.find((command) => wordsOf(command)[0] === argv[0]);
  const what = near
    ? `"${argv.slice(0, wordsOf(near).length).join(" ")}" isn't a command: is "${near.name}" meant?`
    : `"${argv[0]}" isn't a command.`;
  voice.warn(`roundtable: ${what}\n\n${near ? manual(near) : overview(commands)}`);
  return 2;
}

function help(commands: readonly CliCommand[], about: readonly string[], voice: Voice): ExitCode {
  if (about.length === 0) {
    voice.say(overview(commands));
    return 0;
  }
  const command = named(commands, about) ?? commands.find((each) => wordsOf(each)[0] === about[0]);
  if (!command) return unknown(commands, about, voice);
  voice.say(manual(command));
  return 0;
}

function overview(commands: readonly CliCommand[]): string {
  return [
    `Usage: ${program} COMMAND`,
    "",
    ...columns(commands.map(({ name, about }) => [name, about])),
    "",
    `${program} help COMMAND tells more. Commands read the same settings as the server, and work while it runs.`,
  ].join("\n");
}

function manual({ name, about, more, usage, explains }: CliCommand): string {
  const words = `${about} ${more}`.trim();
  return [`Usage: ${program} ${name} ${usage}`.trimEnd(), "", words, "", ...columns(explains)]
    .join("\n")
    .trimEnd();
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
