// The words of the designer: loaded with it, so that who works on tasks does not wait for them.
import { english, type DesignerKey } from "../texts/designer/en";

export type { DesignerKey };

/** The text of a key with {name} replaced. */
export function d(key: DesignerKey, values: Record<string, string | number> = {}): string {
  return english[key].replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** A text whose key is made at run time: the last part itself when nobody wrote one. */
export function dNamed(group: string, name: string): string {
  const key = `${group}.${name}`;
  return key in english ? english[key as DesignerKey] : name;
}
