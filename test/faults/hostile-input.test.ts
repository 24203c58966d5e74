import { hostileInput } from "#test/system/hostile-suite.ts";

hostileInput({ own: 200, corpora: 20, atLeast: 15_000 });
