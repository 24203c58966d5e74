import { endAfterThisFile } from "./endings.ts";

endAfterThisFile();
