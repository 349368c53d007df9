// Where the pages begin.
import { render } from "preact";
import { Frame } from "./frame/frame";

render(<Frame />, document.getElementById("app")!);
