"use client";

import { createContext, type ReactNode, useCallback, useContext, useState } from "react";
import { useTranslations } from "use-intl";
import { tell } from "@/components/history/ask";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { RevealRequest } from "@/lib/otp/reveal-request";

/** Has the server write down that secrets are about to be seen. False: it has not, and they must not be. */
type Record = (request: RevealRequest) => Promise<boolean>;

const toServer: Record = (request) => tell("POST", "/api/reveals", request);
const RecordContext = createContext<Record>(toServer);

/** To be asked before secrets are shown or handed out; what to do when it is false has been said. */
export function useRevealRecord(): Record {
  return useContext(RecordContext);
}

export function RevealRecord({ children }: { children: ReactNode }) {
  const t = useTranslations();
  const [failed, setFailed] = useState(false);
  const record = useCallback<Record>(async (request) => {
    const written = await toServer(request);
    if (!written) setFailed(true);
    return written;
  }, []);
  return (
    <RecordContext value={record}>
      {children}
      <Dialog open={failed} onClose={() => setFailed(false)} title={t("reveal.unrecordedTitle")}>
        <p>{t("reveal.unrecordedText")}</p>
        <div className="mt-4 flex justify-end">
          <Button look="primary" onClick={() => setFailed(false)}>
            {t("app.close")}
          </Button>
        </div>
      </Dialog>
    </RecordContext>
  );
}
