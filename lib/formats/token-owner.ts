/** The login in privacyIDEA's `login@realm`; a login may itself be an e-mail address. */
export function splitOwner(owner: string): string {
  const at = owner.lastIndexOf("@");
  return at < 0 ? owner : owner.slice(0, at);
}
