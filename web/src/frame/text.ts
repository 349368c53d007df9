// The words of the pages: t("inbox.title"). A language is one file in texts/; English has every key, another language may lack some.
import { english, type Key } from "../texts/en";

const languages: Record<string, Partial<Record<Key, string>>> = { en: english };

const chosen = navigator.languages.map((one) => one.split("-")[0]!).find((one) => one in languages) ?? "en";
document.documentElement.lang = chosen;

export const locale = navigator.languages.find((one) => one.startsWith(chosen)) ?? chosen;

/** The text of a key with {name} replaced. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = languages[chosen]![key] ?? english[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** A text whose key is made at run time, such as a state of the API: the last part itself when nobody wrote one. */
export function named(group: string, name: string): string {
  const key = `${group}.${name}`;
  return key in english ? t(key as Key) : name.replace(/-/g, " ");
}
