"use client";

import { Copy } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { ROLES, type Role } from "@/lib/otp/role";

/** `path` on this console's origin; its token is behind the #. */
export type InviteReply = { ok: true; path: string } | { ok: false; code: "malformed" | "taken" | "demo" };

type Fields = { email: string; role: Role };

/** Inviting somebody: an address and a role make a link, which the owner hands over. */
export function InvitePanel({ invite }: { invite: (request: Fields) => Promise<InviteReply> }) {
  const t = useTranslations();
  const router = useRouter();
  const [made, setMade] = useState<{ email: string; link: string } | null>(null);
  const [copied, setCopied] = useState(false);
  const wordFor = (code: string | undefined) =>
    t(code === "taken" ? "people.taken" : code === "failed" ? "signIn.said.failed" : "signIn.emailMissing");
  const { register, handleSubmit, formState, setError, reset } = useForm<Fields>({
    defaultValues: { email: "", role: "admin" },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (fields) => {
    const reply = await invite(fields).catch(() => null);
    setCopied(false);
    setMade(reply?.ok ? { email: fields.email, link: window.location.origin + reply.path } : null);
    if (reply?.ok) reset();
    else setError("email", { message: reply?.code ?? "failed" });
    router.refresh();
  });
  return (
    <Panel title={t("people.invite")}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-wrap items-start gap-4">
        <TextField
          label={t("signIn.email")}
          type="email"
          autoComplete="off"
          className="min-w-56 grow"
          error={errors.email ? wordFor(errors.email.message) : undefined}
          {...register("email", { required: true, pattern: /^\S+@\S+$/ })}
        />
        <SelectField label={t("account.role")} {...register("role")}>
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </SelectField>
        <Button type="submit" look="primary" className="mt-5.5" busy={isSubmitting}>
          {t("people.makeLink")}
        </Button>
      </form>
      <div role="status" className="mt-4 empty:mt-0">
        {made ? (
          <Notice tone="good" title={t("people.linkTitle", { email: made.email })}>
            <p className="text-ink-soft">{t("people.linkText")}</p>
            <p className="my-2 font-mono break-all">{made.link}</p>
            <Button
              onClick={() =>
                void navigator.clipboard.writeText(made.link).then(
                  () => setCopied(true),
                  () => setCopied(false),
                )
              }
            >
              <Copy aria-hidden className="size-4" />
              {t(copied ? "people.copied" : "people.copy")}
            </Button>
          </Notice>
        ) : null}
      </div>
    </Panel>
  );
}
