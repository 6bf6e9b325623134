"use client";

import "./globals.css";
import { useEffect, useState } from "react";
import { FailedPage } from "@/components/shell/failed-page";
import { Words } from "@/components/shell/words";
import { type ClientLook, clientLook } from "@/lib/i18n/client-look";
import { fontClasses } from "./fonts";

/** Where what stands around every page has failed, as when the ledger's database does not answer. */
export default function GlobalErrorPage({ error }: { error: unknown }) {
  const [look, setLook] = useState<ClientLook | null>(null);
  useEffect(() => {
    void clientLook().then(setLook);
  }, []);
  return (
    <html
      lang={look?.locale}
      className={fontClasses}
      data-theme={!look || look.theme === "system" ? undefined : look.theme}
    >
      <body className="flex min-h-dvh flex-col">
        <title>OTP Ferry</title>
        <link rel="icon" href="/icon.svg" />
        {look ? (
          <Words locale={look.locale} messages={look.messages}>
            <main id="content">
              <FailedPage error={error} onAgain={() => location.reload()} />
            </main>
          </Words>
        ) : null}
      </body>
    </html>
  );
}
