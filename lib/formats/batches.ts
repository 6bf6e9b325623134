import { withoutMisplacedSecret } from "@/lib/otp/misplaced-secret";
import type { SourceRecord } from "@/lib/otp/record";

/** The first rows show at once; later ones come in loads that a screen can swallow between two frames. */
const FIRST = 200;
const LATER = 2_000;

/**
 * Collects records into batches of bounded size, without secrets in the wrong place: `add` answers with a full batch now and then, `rest` with the last one.
 */
export class Batches {
  private batch: SourceRecord[] = [];
  private size = FIRST;
  /** How many records there have been. */
  count = 0;

  add(record: SourceRecord): SourceRecord[] | null {
    this.count++;
    this.batch.push(withoutMisplacedSecret(record));
    if (this.batch.length < this.size) return null;
    this.size = LATER;
    return this.rest();
  }

  rest(): SourceRecord[] {
    const { batch } = this;
    this.batch = [];
    return batch;
  }
}
