import { reading } from "@/app/api/guarded";
import { TEMPLATE, TEMPLATE_NAME } from "@/lib/formats/template";

/** The CSV template to download. With a byte order mark, so that Excel reads and saves it as UTF-8. */
export const GET = reading("imports", async () => {
  return new Response(`\ufeff${TEMPLATE}`, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${TEMPLATE_NAME}"`,
    },
  });
});
