"use client";

import { UserX } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { z } from "zod";
import { RevealRecord } from "@/components/import/reveal-record";
import { getSession } from "@/components/import/session";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageFrame } from "@/components/ui/page-frame";
import { Skeleton } from "@/components/ui/skeleton";
import type { SaveReply, SaveRequest } from "@/lib/otp/save-otp";
import { lockOf } from "@/lib/sheet/row";
import { CarriedPanel } from "./carried-panel";
import { type CheckCode, CheckCodePanel } from "./check-code";
import { draftOfRow, type HandedRow, handedRow, handRow } from "./handed-row";
import { rememberUser } from "./recent-users";
import { SearchAgain } from "./search-again";
import { TroubleNotice } from "./trouble-notice";
import { useUser } from "./use-user";
import { UserFix } from "./user-fix";
import { nameOfUser } from "./user-name";
import { WhoPanel } from "./who-panel";

// As on the Import screen: our CSP forbids the compiling of parsers.
z.config({ jitless: true });

type Props = {
  connection: string;
  userId: string;
  checkCode: CheckCode;
  saveOtp: (request: SaveRequest) => Promise<SaveReply>;
};

/** One user: who they are, what is wrong, and how it is put right. */
export function UserView({ connection, userId, checkCode, saveOtp }: Props) {
  const t = useTranslations("users");
  const session = useTranslations("session");
  const { known, look } = useUser(connection, userId);
  // What this tab has in hand is not on the server that draws the page; undefined: not looked yet.
  const [handed, setHanded] = useState<HandedRow | null | undefined>(undefined);
  useEffect(() => {
    const its = handedRow();
    setHanded(its?.row.user.userId === userId ? its : null);
  }, [userId]);
  const [saves, setSaves] = useState(0);
  const found = known?.state === "found" ? known : null;
  useEffect(() => {
    if (found) rememberUser(found.user);
  }, [found]);

  const back = handed ? { href: "/", name: t("toTable") } : { href: "/users", name: t("toSearch") };
  if (!known || handed === undefined) {
    return (
      <PageFrame title={t("loading")} back={back}>
        <Skeleton label={t("loading")} lines={5} />
      </PageFrame>
    );
  }
  if (known.state !== "found") {
    return (
      <PageFrame title={t("user")} back={back}>
        {known.state === "nobody" ? (
          <EmptyState icon={UserX} title={t("nobodyHere", { userId })} action={<SearchAgain />}>
            {t("nobodyHereText")}
          </EmptyState>
        ) : known.state === "failed" ? (
          <TroubleNotice trouble={known.trouble} onAgain={look} />
        ) : (
          <Notice
            tone="bad"
            role="alert"
            title={known.state === "out" ? session("outTitle") : t(known.state)}
          >
            {known.state === "out" || known.state === "offline" ? (
              <Button className="mt-2" onClick={look}>
                {t("again")}
              </Button>
            ) : null}
          </Notice>
        )}
      </PageFrame>
    );
  }
  return (
    <PageFrame title={nameOfUser(known.user)} back={back}>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <div className="contents gap-5 lg:flex lg:flex-col print:hidden">
          <WhoPanel found={known} onAgain={look} />
          <div className="max-lg:order-last">
            <CarriedPanel carried={known.carried} />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {handed ? (
            <Notice tone="info" title={t("handed", { source: handed.sourceName, line: handed.row.line })} />
          ) : null}
          {/* What was found before is not so after it. */}
          <CheckCodePanel key={saves} first={saves === 0} userId={userId} check={checkCode} />
          <RevealRecord>
            <UserFix
              connection={connection}
              found={known}
              handed={handed && draftOfRow(handed)}
              saveOtp={saveOtp}
              onOutcome={(outcome, saved) => {
                if (handed) void getSession().client.sheet.savedByHand(handed.row.id, saved, outcome);
                // The secret has arrived; the row is not to bring it back.
                if (handed && outcome.state === "verified") handRow({ ...handed, revealed: null });
                if (lockOf(outcome) === "done") setSaves(saves + 1);
                look();
              }}
            />
          </RevealRecord>
        </div>
      </div>
    </PageFrame>
  );
}
