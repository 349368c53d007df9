// In place of the package style-mod, by which CodeMirror adds its rules: the policy refuses the <style> element that it would make in a document, but not
// what a script adopts. The package itself does so in a shadow root; here the document is shown to it as one.
import { StyleModule as Rules } from "../../node_modules/style-mod/src/style-mod.js";

const place = {
  ownerDocument: document,
  get adoptedStyleSheets() { return document.adoptedStyleSheets; },
  set adoptedStyleSheets(sheets: CSSStyleSheet[]) { document.adoptedStyleSheets = sheets; },
};

export class StyleModule extends Rules {
  static override mount(root: Document | ShadowRoot | DocumentOrShadowRoot, modules: readonly Rules[] | Rules): void {
    Rules.mount((root instanceof Document ? place : root) as ShadowRoot, modules as Rules[]);
  }
}
