import { ImportScreen } from "@/components/import/import-screen";
import { getConnection } from "@/lib/env/connection";
import { isSandbox } from "@/lib/env/read-env";
import { extensions } from "@/lib/formats/registry";
import { findEnrolments, findUsers } from "./actions";

export default function ImportPage() {
  return (
    <ImportScreen
      findUsers={findUsers}
      findEnrolments={findEnrolments}
      accept={extensions().join(",")}
      sample={isSandbox(getConnection()) ? "/sample.csv" : null}
    />
  );
}
