"use client";

import { LoaderCircle, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { SearchReply } from "@/lib/otp/pool-user-view";
import { nameOfUser, otherNames } from "./user-name";
import { UserStatusBadge } from "./user-status";

type FoundUser = Extract<SearchReply, { state: "found" }>["users"][number];

type Props = {
  text: string;
  onText: (text: string) => void;
  users: readonly FoundUser[];
  busy: boolean;
  onChoose: (user: FoundUser) => void;
};

/**
 * The box and its list, by the WAI-ARIA combobox pattern: the focus stays in the box, arrows move through the list, Enter
 * chooses, Escape empties the box.
 */
export function UserCombobox({ text, onText, users, busy, onChoose }: Props) {
  const t = useTranslations("users");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const at = Math.min(active, users.length - 1);
  useEffect(() => input.current?.focus(), []);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView?.({ block: "nearest" });
  }, [at]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const last = users.length - 1;
    const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 }[event.key];
    if (to !== undefined && users.length > 0) setActive(to);
    else if (event.key === "Enter" && users[at]) onChoose(users[at]);
    else if (event.key === "Escape" && text !== "") onText("");
    else return;
    event.preventDefault();
  }

  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="sr-only">
        {t("box")}
      </label>
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3.5 size-5 -translate-y-1/2 text-ink-soft"
        />
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-expanded={users.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={users[at] ? `${id}-${at}` : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={256}
          placeholder={t("placeholder")}
          value={text}
          onChange={(event) => {
            setActive(0);
            onText(event.target.value);
          }}
          onKeyDown={onKeyDown}
          className="min-h-12 w-full rounded-panel border border-line-strong bg-surface pr-11 pl-11 text-base text-ink placeholder:text-ink-soft"
        />
        {busy ? (
          <LoaderCircle
            aria-hidden
            className="absolute top-1/2 right-3.5 size-5 -translate-y-1/2 text-ink-soft motion-safe:animate-spin"
          />
        ) : null}
      </div>
      <p role="status" className="sr-only">
        {users.length > 0 ? t("foundSome", { users: users.length }) : ""}
      </p>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t("results")}
        hidden={users.length === 0}
        className="overflow-hidden rounded-panel border border-line bg-surface"
      >
        {users.map((user, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the box, which keeps the focus.
          <div
            key={user.userId}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onClick={() => onChoose(user)}
            onPointerMove={() => setActive(index)}
            className="flex cursor-pointer flex-wrap items-center gap-x-4 gap-y-1 border-line px-4 py-2.5 not-first:border-t aria-selected:bg-accent-wash forced-colors:aria-selected:outline-2 forced-colors:aria-selected:-outline-offset-2"
          >
            <div className="min-w-0 grow basis-56">
              <p className="font-medium break-words">{nameOfUser(user)}</p>
              <p className="text-sm break-words text-ink-soft">{otherNames(user).join(" · ")}</p>
            </div>
            {user.exact.map((kind) => (
              <span key={kind} className="text-sm text-ink-soft">
                {t(`exact.${kind}`)}
              </span>
            ))}
            <UserStatusBadge status={user.status} />
          </div>
        ))}
      </div>
    </div>
  );
}
