"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Assigned } from "@/lib/sheet/assign/assign-change";
import type { Example, Preview } from "@/lib/sheet/preview";

/** What a change would do: to how many rows, what stays wrong, and a few of them before and after. */
export function PreviewBody({ preview, removes }: { preview: Preview; removes: boolean }) {
  const t = useTranslations();
  const { changed, same, locked, mended, broken, left, examples, stopped, assigned } = preview;
  if (stopped)
    return (
      <p role="alert" className="font-medium text-bad">
        {t("replace.stopped")}
      </p>
    );
  const ofTheList = assigned ? <OfTheList assigned={assigned} /> : null;
  if (changed === 0)
    return (
      <div role="status">
        <p>{t("preview.nothing")}</p>
        {ofTheList}
      </div>
    );
  return (
    <>
      <div role="status" className="flex flex-col gap-1">
        <p className="font-semibold">
          {t(removes ? "preview.removes" : "preview.changes", { rows: changed })}
        </p>
        {!removes && mended > 0 ? <p className="text-good">{t("preview.mended", { rows: mended })}</p> : null}
        {broken > 0 ? <p className="font-medium text-bad">{t("preview.broken", { rows: broken })}</p> : null}
        {left.length > 0 ? (
          <div className="text-bad">
            <p>{t("preview.left")}</p>
            <ul className="list-disc pl-5">
              {left.map(({ code, rows }) => (
                <li key={code}>{t(`issueCount.${code}`, { rows })}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {ofTheList}
        {same - locked > 0 ? (
          <p className="text-ink-soft">{t("preview.same", { rows: same - locked })}</p>
        ) : null}
        {locked > 0 ? <p className="text-ink-soft">{t("preview.locked", { rows: locked })}</p> : null}
      </div>
      <section aria-labelledby="preview-examples">
        <h3 id="preview-examples" className="font-semibold">
          {t("preview.examples")}
        </h3>
        <ul
          className="mt-1 max-h-[min(22rem,40dvh)] divide-y divide-line overflow-y-auto rounded-control border border-line"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard (WCAG 2.1.1).
          tabIndex={0}
        >
          {examples.map((example) => (
            <ExampleItem key={example.id} example={example} />
          ))}
        </ul>
      </section>
    </>
  );
}

function OfTheList({ assigned: { missing, unused, ambiguous } }: { assigned: Assigned }) {
  const t = useTranslations("assign");
  return (
    <>
      {missing > 0 ? <p className="text-warn">{t("missing", { rows: missing })}</p> : null}
      {unused > 0 ? <p className="text-warn">{t("unused", { lines: unused })}</p> : null}
      {ambiguous > 0 ? <p className="text-bad">{t("ambiguous", { keys: ambiguous })}</p> : null}
    </>
  );
}

function ExampleItem({ example: { line, name, before, after, key, issue } }: { example: Example }) {
  const t = useTranslations();
  return (
    <li className="px-3 py-2">
      <p className="flex gap-2 text-ink-soft">
        <span className="shrink-0">{t("preview.line", { line })}</span>
        <span className="min-w-0 truncate">{name}</span>
      </p>
      <p className="flex flex-wrap items-center gap-x-2 font-mono text-[0.8125rem] break-all">
        <span className="sr-only">{t("preview.before")}</span>
        <Value text={before} struck={after === null} />
        <ArrowRight aria-hidden className="size-3.5 shrink-0 text-ink-soft" />
        <span className="sr-only">{t("preview.after")}</span>
        {after === null ? (
          <span className="text-ink-soft">{t("preview.removed")}</span>
        ) : (
          <Value text={after} />
        )}
      </p>
      {key && key.bits > 0 ? (
        <p className="text-ink-soft">
          {t("preview.key", { encoding: t(`encoding.${key.encoding}`), bits: key.bits })}
        </p>
      ) : null}
      {issue ? <p className="text-bad">{t(`issueGroup.${issue}`)}</p> : null}
    </li>
  );
}

function Value({ text, struck = false }: { text: string; struck?: boolean }) {
  const t = useTranslations("preview");
  if (text === "") return <span className="text-ink-soft">{t("empty")}</span>;
  const masked = text.includes("•");
  return (
    <span className={`whitespace-pre-wrap ${struck ? "line-through" : ""}`}>
      {masked
        ? text.split(/(•+)/).map((part, at) =>
            part === "" || part.startsWith("•") ? (
              part
            ) : (
              <b key={at} className="text-accent">
                {part}
              </b>
            ),
          )
        : text}
    </span>
  );
}
