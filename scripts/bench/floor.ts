import type { Browser } from "playwright";

/** The page of the yardstick: a worker that only reads a file and splits it into lines and cells. */
const PAGE = `<input type="file"><script>
const worker = new Worker(URL.createObjectURL(new Blob([\`
  onmessage = async ({ data: file }) => {
    const decoder = new TextDecoder();
    const rows = [];
    let rest = "";
    for (let at = 0; at < file.size; at += 1 << 20) {
      const text = rest + decoder.decode(await file.slice(at, at + (1 << 20)).arrayBuffer(), { stream: true });
      const lines = text.split("\\\\n");
      rest = lines.pop();
      for (const line of lines) rows.push(line.split(","));
    }
    postMessage(rows.length);
  };
\`])));
document.querySelector("input").onchange = ({ target }) => {
  const start = performance.now();
  worker.onmessage = () => { document.title = String(performance.now() - start); };
  worker.postMessage(target.files[0]);
};
</script>`;

/** Milliseconds that a bare worker takes for the file: no quotes, no checks, no grid. */
export async function measureFloor(browser: Browser, path: string): Promise<number> {
  const page = await browser.newPage();
  await page.setContent(PAGE);
  await page.locator("input").setInputFiles(path);
  await page.waitForFunction(() => document.title !== "", null, { timeout: 120_000 });
  const ms = Number(await page.title());
  await page.close();
  return ms;
}
