// Styles of a page's own: loaded when somebody goes there. Their addresses stand in the page.

export function loadStyle(name: "diagram" | "designer" | "decision"): void {
  const address = document.querySelector<HTMLMetaElement>(`meta[name=onward-${name}-style]`)!.content;
  if (document.querySelector(`link[href="${address}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  document.head.append(link);
}
