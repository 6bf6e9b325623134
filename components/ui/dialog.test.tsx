// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { show } from "@/components/testing";
import { Dialog } from "./dialog";

test.each([
  [true, "50%"],
  [false, ""],
])(
  "a dialog that is steady (%s) stands on its lower edge from the first moment on",
  async (steady, bottom) => {
    show(
      <Dialog open steady={steady} onClose={() => undefined} title="Review">
        Rows
      </Dialog>,
    );
    expect((await screen.findByRole("dialog")).style.bottom).toBe(bottom);
  },
);
