/** On paper it is told where a link leads (see style/print.css); one that is written as its own address needn't tell it twice. */
export function markBareLinks(): void {
  // After the page's own, which unfolds what is printed.
  addEventListener("beforeprint", () => {
    const bare = (address: string) => address.replace(/^(mailto:|https?:\/\/)|\/$/g, "");
    for (const link of document.links)
      link.toggleAttribute("data-bare", bare(link.href) === bare(link.textContent));
  });
}
