// In place of the package domify, by which the libraries of diagrams make elements of texts: the policy refuses the style attributes in them, also those of
// the watermark of decision tables. They are set by script instead, so that everything looks as its authors want.
import domify from "../../node_modules/domify/index.js";
import { carryStylesOf, renamed } from "./carried_styles";

export default function domifyWithoutStyles(text: string): Node {
  const made = domify(renamed(text)) as Node;
  if (made instanceof Element || made instanceof DocumentFragment) carryStylesOf(made);
  return made;
}
