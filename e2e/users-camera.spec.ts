import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BROWSER_FLAGS } from "@/scripts/find-browser";
import { cast, secretOf } from "./support/people";
import { qrFilm, uriOf } from "./support/qr";
import { expect, test } from "./support/test";
import { codeOf, UsersScreen } from "./support/users-screen";
import { t } from "./support/words";

const SECRET = secretOf("before the camera");
const FILM = join(mkdtempSync(join(tmpdir(), "otp-ferry-film-")), "qr.y4m");
writeFileSync(FILM, qrFilm(uriOf(SECRET)));

test.use({
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? "",
    args: [
      ...BROWSER_FLAGS,
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-video-capture=${FILM}`,
    ],
  },
});

test("a QR code held before the camera is read, and the camera is let go", async ({ page, sandbox }) => {
  const { ann } = cast(sandbox, "ann");
  const users = new UsersScreen(page);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (given) => {
      const stream = await ask(given);
      Object.assign(window, { camera: stream });
      return stream;
    };
  });
  await users.openUser(ann.userId);
  await users.button("users.useCamera").click();
  await expect(users.dialog).toBeHidden();
  await expect(users.secret).toHaveValue(uriOf(SECRET));
  await users.code.fill(codeOf(SECRET));
  await expect(users.prove).toContainText(t("users.proves"));
  const states = await page.evaluate(() =>
    (window as unknown as { camera: MediaStream }).camera.getTracks().map(({ readyState }) => readyState),
  );
  expect(states).toEqual(["ended"]);
});
