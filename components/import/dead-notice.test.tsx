// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { DeadNotice } from "./dead-notice";

const file = new File(["x"], "a.csv");

test("offers to read the same files again, and says what is lost", async () => {
  const onAgain = vi.fn();
  show(<DeadNotice files={[file, file]} pasted={1} onAgain={onAgain} />);
  expect(screen.getByRole("alert").textContent).toContain("A pasted text is kept nowhere");
  await userEvent.click(screen.getByRole("button", { name: "Read the 2 files again" }));
  expect(onAgain).toHaveBeenCalledTimes(1);
});

test("has nothing to read again where everything was pasted", () => {
  show(<DeadNotice files={[]} pasted={2} onAgain={() => undefined} />);
  expect(screen.getAllByRole("button").map(({ textContent }) => textContent)).toEqual(["Reload the page"]);
});
