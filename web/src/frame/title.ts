// The title of the browser's window follows the page.
import { useEffect } from "preact/hooks";

export function useTitle(text: string): void {
  useEffect(() => { document.title = text ? `${text} · Onward` : "Onward"; }, [text]);
}
