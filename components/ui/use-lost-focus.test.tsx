// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { show } from "@/components/testing";
import { useLostFocus } from "./use-lost-focus";

function Steps() {
  const [step, setStep] = useState(0);
  useLostFocus(String(step), () => document.querySelector("section"));
  return (
    <>
      {step === 0 ? (
        <button type="button" onClick={() => setStep(1)}>
          first
        </button>
      ) : null}
      <button type="button" onClick={() => setStep(2)}>
        second
      </button>
      <section aria-label="heir" tabIndex={-1} />
    </>
  );
}

test("the focus of a control that goes away is inherited, and one that is somewhere stays", async () => {
  show(<Steps />);
  await userEvent.click(screen.getByRole("button", { name: "first" }));
  expect(document.activeElement).toBe(screen.getByRole("region", { name: "heir" }));
  await userEvent.click(screen.getByRole("button", { name: "second" }));
  expect(document.activeElement?.textContent).toBe("second");
});
