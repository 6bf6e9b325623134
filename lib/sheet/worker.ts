import { expose } from "comlink";
import { Sheet } from "./sheet";
import { warmUp } from "./warm-up";

expose(new Sheet());
// Before a file is chosen there is nothing else to do.
void warmUp();
