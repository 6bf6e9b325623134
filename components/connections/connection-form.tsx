"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import {
  type ConnectionField,
  type ConnectionFields,
  type ConnectionReply,
  connectionFieldsSchema,
  FIELD_PROBLEMS,
  newConnectionSchema,
} from "@/lib/otp/connection-fields";
import type { ConnectionView } from "@/lib/otp/connection-view";

type Failure = Exclude<Extract<ConnectionReply, { ok: false }>["code"], "field"> | "failed";

type Props = {
  /** The one that is changed; null for a new one. */
  before: ConnectionView | null;
  save: (fields: ConnectionFields) => Promise<ConnectionReply>;
  onSaved: () => void;
  onClose: () => void;
};

/** Asks where rows go and by which key. The secret is only ever written: none comes from the server, and none goes back. */
export function ConnectionForm({ before, save, onSaved, onClose }: Props) {
  const t = useTranslations("connection");
  const [failure, setFailure] = useState<Failure | null>(null);
  const { register, handleSubmit, setError, formState } = useForm<ConnectionFields>({
    resolver: zodResolver(before ? connectionFieldsSchema : newConnectionSchema),
    defaultValues: {
      name: before?.name ?? "",
      host: before?.host ?? "",
      accessKeyId: before?.accessKeyId ?? "",
      accessKeySecret: "",
      tenantId: before?.tenantId ?? "",
    },
  });
  const { errors, isSubmitting } = formState;

  function wrong(field: ConnectionField) {
    const said = errors[field]?.message;
    const problem = FIELD_PROBLEMS.find((known) => known === said);
    return said === undefined ? undefined : t(`problem.${problem ?? "malformed"}`);
  }

  async function submit(fields: ConnectionFields) {
    setFailure(null);
    const reply = await save(fields).catch((): { ok: false; code: "failed" } => ({
      ok: false,
      code: "failed",
    }));
    if (reply.ok) onSaved();
    else if (reply.code === "field") setError(reply.field, { message: reply.problem }, { shouldFocus: true });
    else setFailure(reply.code);
  }

  return (
    <Dialog open onClose={onClose} title={before ? t("changeTitle", { name: before.name }) : t("addTitle")}>
      <form noValidate autoComplete="off" className="flex flex-col gap-4" onSubmit={handleSubmit(submit)}>
        <TextField label={t("name")} hint={t("nameHint")} error={wrong("name")} {...register("name")} />
        <TextField
          label={t("host")}
          hint={t("hostHint")}
          error={wrong("host")}
          placeholder="https://api.genauth.ai"
          inputMode="url"
          spellCheck={false}
          {...register("host")}
        />
        <TextField
          label={t("keyId")}
          error={wrong("accessKeyId")}
          spellCheck={false}
          {...register("accessKeyId")}
        />
        <TextField
          label={t("keySecret")}
          hint={t(before ? "keptSecretHint" : "secretHint")}
          error={wrong("accessKeySecret")}
          type="password"
          // A password manager would offer the owner's own password, and keep this one.
          autoComplete="one-time-code"
          spellCheck={false}
          {...register("accessKeySecret")}
        />
        <TextField
          label={t("tenantField")}
          hint={t("tenantHint")}
          error={wrong("tenantId")}
          spellCheck={false}
          {...register("tenantId")}
        />
        {failure ? <Notice tone="bad" role="alert" title={t(`failure.${failure}`)} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" type="submit" busy={isSubmitting}>
            {t(before ? "save" : "addSubmit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
