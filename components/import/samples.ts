/** The sample files under public/samples, by what they show. Their users are the sandbox's. */
export const SAMPLES = [
  { id: "first", files: ["sample.csv"] },
  { id: "issues", files: ["every-issue.csv", "hex-seeds.csv", "base64.ndjson", "token-seeds.csv"] },
  { id: "keycloak", files: ["keycloak-realm.json"] },
] as const;

/** Where the files lie on the server. */
export const SAMPLE_FOLDER = "/samples";

/** The files of a sample. Rejects when one of them cannot be had. */
export function loadSample(files: readonly string[]): Promise<File[]> {
  return Promise.all(
    files.map(async (name) => {
      const response = await fetch(`${SAMPLE_FOLDER}/${name}`);
      if (!response.ok) throw new Error(`sample ${response.status}`);
      return new File([await response.blob()], name);
    }),
  );
}
