const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>()（）「」，。；]+/giu;

/** Addresses stand in a prompt as tokens, so that a model can neither change nor invent one. */
export class LinkTokens {
  private readonly addresses: string[] = [];

  /** A text with each address as `LINK-1`, the same address always as the same token. */
  hide(text: string): string {
    return text.replace(ADDRESS, (address) => {
      const known = this.addresses.indexOf(address);
      const at = known >= 0 ? known : this.addresses.push(address) - 1;
      return `LINK-${at + 1}`;
    });
  }
}
