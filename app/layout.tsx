import "./globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { CommandDesk } from "@/components/shell/commands";
import { Header } from "@/components/shell/header";
import { SessionGuard } from "@/components/shell/session-guard";
import { Words } from "@/components/shell/words";
import { ToastProvider } from "@/components/ui/toast";
import { currentPerson, LOCAL } from "@/lib/auth/person";
import { isDemo } from "@/lib/env/startup";
import { getRequestLook } from "@/lib/i18n/request";
import { signOut } from "./account/actions";
import { fontClasses } from "./fonts";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getRequestLook();
  return { title: t("app.title"), referrer: "no-referrer", robots: { index: false, follow: false } };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, messages, theme } = await getRequestLook();
  const person = await currentPerson();
  const viewer = person && {
    id: person.id,
    name: person.name,
    role: person.role,
    local: person.id === LOCAL.id,
  };
  return (
    <html lang={locale} className={fontClasses} data-theme={theme === "system" ? undefined : theme}>
      <body className="flex min-h-dvh flex-col">
        <Words locale={locale} messages={messages}>
          <ToastProvider>
            <CommandDesk>
              <Header locale={locale} theme={theme} sandbox={isDemo()} viewer={viewer} signOut={signOut} />
              {viewer && !viewer.local ? <SessionGuard id={viewer.id} /> : null}
              <main id="content" className="flex min-h-0 grow flex-col">
                {children}
              </main>
            </CommandDesk>
          </ToastProvider>
        </Words>
      </body>
    </html>
  );
}
