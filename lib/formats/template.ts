/** What the template is called when it is downloaded. */
export const TEMPLATE_NAME = "otp-ferry-template.csv";

/**
 * A CSV to start from: the columns of importOtp and two rows that show what goes where. `1` and `8` are not in the
 * base32 alphabet (RFC 4648 section 6) and the examples are far under 80 bits, so a row left in by mistake is never sent.
 */
export const TEMPLATE = [
  "userId,secret,recoveryCode",
  "000000000000000000000001,EXAMPLE-1,0000-0000-0000-0000-0000-0001",
  "000000000000000000000002,EXAMPLE-8,",
  "",
].join("\r\n");
