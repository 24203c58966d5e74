// Prints what was measured and, last, the line that tells how the run went.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const report = process.argv[2];
const [failedSteps, testsFailed] = process.argv.slice(3).map(Number);

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const production = Object.entries(packages).filter(([path, { dev }]) => path !== "" && !dev);
console.log(`production packages: ${production.length} (at most 250)`);

if (existsSync("dist/client"))
  for (const file of readdirSync("dist/client", { recursive: true }).sort())
    if (/\.(js|css)$/.test(file)) {
      const bytes = gzipSync(readFileSync(join("dist/client", file))).length;
      console.log(`dist/client/${file}: ${(bytes / 1000).toFixed(1)} kB gzipped`);
    }

// Without a report the run was cut off: then what its reporter had counted until then.
const soFar = report.replace(".json", "-so-far.json");
const found = [report, soFar].find((file) => existsSync(file));
if (found !== report) console.log("the tests didn't come to their end");
const tests = found ? JSON.parse(readFileSync(found, "utf8")) : null;
const skipped = (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0);
if (skipped > 0) console.log(`skipped tests: ${skipped}`);
// By name and with what was expected: whoever reads only the end of a run sees what to mend.
for (const file of tests?.testResults ?? [])
  for (const test of [...file.assertionResults, { status: file.message && "failed", fullName: "as a file", failureMessages: [file.message] }])
    if (test.status === "failed")
      console.log(`FAILED ${relative(".", file.name)} > ${test.fullName}: ${test.failureMessages.join(" ").slice(0, 600)}`);
// A run that failed without a failing test (a file that can't be loaded, a time-out) counts as one.
const failed = failedSteps + Math.max(tests?.numFailedTests ?? 0, testsFailed);
console.log(`${tests?.numPassedTests ?? 0} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
