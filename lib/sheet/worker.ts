import { expose } from "comlink";
import { Sheet } from "./sheet";

expose(new Sheet());
