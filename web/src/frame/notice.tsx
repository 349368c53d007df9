// One line at the bottom that says what was done; a screen reader hears it too.
import { useEffect, useState } from "preact/hooks";

const shownFor = 6_000;
let show: (text: string) => void = () => undefined;

export function notice(text: string): void {
  show(text);
}

export function Notice() {
  const [text, setText] = useState("");
  useEffect(() => {
    show = setText;
  }, []);
  useEffect(() => {
    if (!text) return undefined;
    const timer = setTimeout(() => setText(""), shownFor);
    return () => clearTimeout(timer);
  }, [text]);
  return <div class={`notice${text ? " shown" : ""}`} role="status"><span key={text}>{text}</span></div>;
}
