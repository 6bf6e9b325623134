import { expose } from "comlink";
import { Sheet } from "./sheet";
import { warmUp } from "./warm-up";

const sheet = new Sheet();
expose(sheet);
// Before a file is chosen there is nothing else to do.
void warmUp(() => sheet.used);
