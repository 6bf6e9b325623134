import { readFlags } from "@/lib/sandbox/flags";
import { startSandbox } from "@/lib/sandbox/server";

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const command = readFlags(process.argv.slice(2));
if (command.kind === "error") fail(command.sentence);
if (command.kind === "help") {
  console.log(command.text);
} else {
  const { behaviour, ...options } = command.options;
  const sandbox = await startSandbox({ ...behaviour, ...options }).catch((thrown: unknown) =>
    fail(thrown instanceof Error ? thrown.message : "The sandbox cannot start."),
  );
  // First the way out, then the word that it is ready: whoever reads that may stop it at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      sandbox.close().then(
        () => process.exit(0),
        () => fail("The state file could not be written."),
      );
    });
  }
  console.log(`GENAUTH_HOST=${sandbox.host}`);
  console.log(`GENAUTH_ACCESS_KEY_ID=${sandbox.accessKeyId}`);
  console.log(`GENAUTH_ACCESS_KEY_SECRET=${sandbox.accessKeySecret}`);
}
