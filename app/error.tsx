"use client";

import { FailedPage } from "@/components/shell/failed-page";

/** Where a page has failed. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <FailedPage error={error} onAgain={retry} />;
}
