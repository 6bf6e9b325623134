"use client";

import { useEffect, useState } from "react";
import { getSession } from "@/components/import/session";
import type { Preview } from "@/lib/sheet/preview";
import type { ChangeRequest } from "@/lib/sheet/workbench";

/** What a change would do, asked anew with every other request; null while it is being looked at. */
export function usePreview(request: ChangeRequest | null, reveal: boolean): Preview | null {
  const asked = JSON.stringify([request, reveal]);
  const [known, setKnown] = useState<{ asked: string; preview: Preview } | null>(null);
  useEffect(() => {
    const [wanted, revealed] = JSON.parse(asked) as [ChangeRequest | null, boolean];
    if (!wanted) return;
    let live = true;
    void getSession()
      .client.sheet.preview(wanted, revealed)
      .then((preview) => {
        if (live && preview) setKnown({ asked, preview });
      });
    return () => {
      live = false;
      void getSession().client.sheet.endPreview();
    };
  }, [asked]);
  return known?.asked === asked ? known.preview : null;
}
