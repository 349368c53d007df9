// What is typed over a selection in CodeMirror. Left to itself, the browser joins what is around it by style attributes, which the policy refuses.
import { EditorView } from "@codemirror/view";

export function replaceSelected(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== "insertText" || event.data === null || view.composing || view.state.selection.main.empty || view.state.readOnly) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** The same for editors that a library makes inside of the container. */
export function watchTyping(container: HTMLElement): void {
  container.addEventListener("beforeinput", (event) => {
    const view = event.target instanceof HTMLElement ? EditorView.findFromDOM(event.target) : null;
    if (view) replaceSelected(event, view);
  }, true);
}
