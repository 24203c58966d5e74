import { hostileInput } from "./hostile-suite.ts";

// A choice for each field; `npm run test:faults` tries all.
hostileInput({ own: 25, corpora: 5, atLeast: 5_000 });
