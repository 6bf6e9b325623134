// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { show } from "@/components/testing";
import { FactorPanel } from "./factor-panel";
import type { Reply } from "./reply";

const router = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));

function open(on: boolean) {
  const refused: Reply<never> = { ok: false, code: "code" };
  const answer = vi.fn(async (_: object): Promise<Reply<never>> => refused);
  const never = vi.fn();
  const actions = {
    changePassword: never,
    confirm: never,
    endSession: never,
    setUp: answer,
    turnOff: answer,
    newCodes: answer,
  };
  show(<FactorPanel on={on} required={false} actions={actions} />);
  return answer;
}

test.each(["Replace the app", "Turn off", "New backup codes"])(
  "%s asks for a code besides the password, and says when it is wrong",
  async (name) => {
    const answer = open(true);
    await userEvent.click(screen.getByRole("button", { name }));
    await userEvent.type(screen.getByLabelText("Password"), "my password");
    await userEvent.click(screen.getByRole("button", { name }));
    expect(await screen.findByText("Enter a code of your app, or a backup code.")).toBeTruthy();
    expect(answer).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText("Code"), "123456");
    await userEvent.click(screen.getByRole("button", { name }));
    await waitFor(() => expect(answer).toHaveBeenCalledWith({ password: "my password", code: "123456" }));
    expect(await screen.findByText(/This code is not right, or was used already/)).toBeTruthy();
  },
);

test("where there is none yet the password is enough", async () => {
  const answer = open(false);
  await userEvent.click(screen.getByRole("button", { name: "Set up" }));
  expect(screen.queryByLabelText("Code")).toBeNull();
  await userEvent.type(screen.getByLabelText("Password"), "my password{Enter}");
  await waitFor(() => expect(answer).toHaveBeenCalledWith({ password: "my password", code: "" }));
});
