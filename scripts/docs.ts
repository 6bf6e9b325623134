import { writeFileSync } from "node:fs";
import { troubleshooting } from "./docs/troubleshooting";

/** Writes the page of the documentation that is made from the source. */
writeFileSync("docs/troubleshooting.md", troubleshooting());
