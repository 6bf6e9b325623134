"use client";

import { UserSearch } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { getSession } from "@/components/import/session";
import { nameOf } from "@/components/table/use-words";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import { Skeleton } from "@/components/ui/skeleton";
import type { PoolUserView } from "@/lib/otp/pool-user-view";
import { type HandedRow, handedRow, handRow } from "./handed-row";
import { recentUsers } from "./recent-users";
import { TroubleNotice } from "./trouble-notice";
import { type Search, useUserSearch } from "./use-user-search";
import { UserCombobox } from "./user-combobox";
import { UserLinks } from "./user-links";
import { userHref } from "./user-name";

/** One box for whatever the caller says of themselves, and those whom it may mean. */
export function FindUserView({ connection }: { connection: string }) {
  const t = useTranslations("users");
  const router = useRouter();
  const [handed, setHanded] = useState<HandedRow | null>(null);
  const [recent, setRecent] = useState<readonly PoolUserView[]>([]);
  const [text, setText] = useState("");
  const { search, again } = useUserSearch(connection, text);

  // What this tab remembers is not on the server that has drawn the page.
  useEffect(() => {
    const its = handedRow();
    setRecent(recentUsers());
    setHanded(its);
    if (its) setText(nameOf(its.row));
  }, []);

  function choose({ userId }: PoolUserView) {
    if (handed) {
      const { row } = handed;
      // The table and this page are to speak of the same user.
      if (row.lock === null) void getSession().client.sheet.edit(row.id, "userId", userId);
      handRow({ ...handed, row: { ...row, user: { ...row.user, userId } } });
    }
    router.push(userHref(userId));
  }

  return (
    <PageFrame
      title={t("title")}
      lead={t("lead")}
      width="narrow"
      {...(handed ? { back: { href: "/", name: t("toTable") } } : {})}
    >
      {handed ? (
        <Notice tone="info" title={t("forRow", { source: handed.sourceName, line: handed.row.line })}>
          <p>{t("forRowText", { name: nameOf(handed.row) || t("nameless") })}</p>
          <Button
            className="mt-2"
            onClick={() => {
              handRow(null);
              setHanded(null);
            }}
          >
            {t("forgetRow")}
          </Button>
        </Notice>
      ) : null}
      <UserCombobox
        text={text}
        onText={setText}
        users={search.state === "found" ? search.users : []}
        busy={search.state === "searching"}
        onChoose={choose}
      />
      <Found search={search} text={text.trim()} again={again} />
      {search.state === "idle" && recent.length > 0 ? <UserLinks title={t("recent")} users={recent} /> : null}
      {search.state === "idle" ? <Tips /> : null}
    </PageFrame>
  );
}

function Tips() {
  const t = useTranslations("users");
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 text-ink-soft">
      <li>{t("tipNames")}</li>
      <li>{t("tipKeys")}</li>
    </ul>
  );
}

/** What is to be said of a search beside its users. */
function Found({ search, text, again }: { search: Search; text: string; again: () => void }) {
  const t = useTranslations("users");
  const session = useTranslations("session");
  switch (search.state) {
    case "idle":
      return null;
    case "searching":
      return <Skeleton label={t("searching")} lines={3} />;
    case "secret":
      return <Notice tone="warn" role="alert" title={t("queryIsSecret")} />;
    case "denied":
    case "gone":
    case "locked":
      return <Notice tone="bad" role="alert" title={t(search.state)} />;
    case "out":
    case "offline":
      return (
        <Notice tone="bad" role="alert" title={search.state === "out" ? session("outTitle") : t("offline")}>
          <Button className="mt-2" onClick={again}>
            {t("again")}
          </Button>
        </Notice>
      );
    case "failed":
      return <TroubleNotice trouble={search.trouble} onAgain={again} />;
    case "found":
      return (
        <>
          {search.wordless ? (
            <Notice tone="warn" role="status" title={t("wordless")}>
              <p>{t(`trouble.${search.wordless.code}`)}</p>
            </Notice>
          ) : null}
          {search.users.length === 0 ? (
            <EmptyState icon={UserSearch} title={t("nobodyFound", { text })}>
              {t("nobodyFoundText")}
            </EmptyState>
          ) : null}
          {search.more > 0 ? <p className="text-ink-soft">{t("more", { users: search.more })}</p> : null}
        </>
      );
  }
}
