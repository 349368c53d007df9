// Libraries of diagrams make elements of texts with style attributes, which the policy refuses. They get another name (the build does so in some files of
// theirs, domify.ts in what passes through it), and here they are carried out by script, which the policy allows.

const name = "data-carried-style";

export function renamed(text: string): string {
  return text.replace(/(\s)style=(["'])/g, `$1${name}=$2`);
}

function carry(element: Element): void {
  const written = element.getAttribute(name);
  if (written === null) return;
  element.removeAttribute(name);
  (element as HTMLElement | SVGElement).style.cssText = written;
}

export function carryStylesOf(node: Element | DocumentFragment): void {
  if (node instanceof Element) carry(node);
  node.querySelectorAll(`[${name}]`).forEach(carry);
}

let watching = false;

export function carryStyles(): void {
  if (watching) return;
  watching = true;
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node instanceof Element) carryStylesOf(node);
  }).observe(document.body, { childList: true, subtree: true });
}
