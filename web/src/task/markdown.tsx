// The part of Markdown that instructions use, as elements and never as HTML text: paragraphs, lists, headings, strong, emphasis, code, links to
// http, https, mailto and this server. Anything else stands as it was written.
import type { ComponentChild } from "preact";

const inline = /\*\*(.+?)\*\*|__(.+?)__|\*(.+?)\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/;
const deepest = 8;

function isSafe(target: string): boolean {
  return /^(https?:\/\/|mailto:|\/(?!\/))/i.test(target);
}

function link(text: string, target: string, depth: number): ComponentChild {
  const inner = spans(text, depth + 1);
  if (!isSafe(target)) return <>{inner}</>;
  return target.startsWith("/") ? <a href={target}>{inner}</a> : <a href={target} target="_blank" rel="noreferrer noopener">{inner}</a>;
}

function spans(text: string, depth = 0): ComponentChild[] {
  const made: ComponentChild[] = [];
  let rest = text;
  for (let found = depth < deepest ? inline.exec(rest) : null; found; found = inline.exec(rest)) {
    made.push(rest.slice(0, found.index));
    const [whole, strong, strongToo, emphasis, code, linked, target] = found;
    if (strong ?? strongToo) made.push(<strong>{spans((strong ?? strongToo)!, depth + 1)}</strong>);
    else if (emphasis) made.push(<em>{spans(emphasis, depth + 1)}</em>);
    else if (code) made.push(<code>{code}</code>);
    else made.push(link(linked!, target!, depth));
    rest = rest.slice(found.index + whole.length);
  }
  made.push(rest);
  return made;
}

const item = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/;

function list(lines: string[]): ComponentChild {
  const items: string[] = [];
  for (const line of lines) {
    const found = item.exec(line);
    if (found) items.push(found[2]!);
    else items[items.length - 1] += ` ${line.trim()}`;
  }
  const children = items.map((text) => <li>{spans(text)}</li>);
  return /^\s*\d/.test(lines[0]!) ? <ol>{children}</ol> : <ul>{children}</ul>;
}

function block(text: string): ComponentChild {
  const lines = text.split("\n");
  const heading = /^#{1,6}\s+(.*)$/.exec(lines[0]!);
  if (heading) return <><h3>{spans(heading[1]!)}</h3>{lines.length > 1 && block(lines.slice(1).join("\n"))}</>;
  const first = lines.findIndex((line) => item.test(line));
  if (first === 0) return list(lines);
  if (first > 0) return <><p>{spans(lines.slice(0, first).join(" "))}</p>{list(lines.slice(first))}</>;
  return <p>{spans(lines.join(" "))}</p>;
}

export function Markdown({ text }: { text: string }) {
  const blocks = text.replace(/\r\n?/g, "\n").trim().split(/\n\s*\n/).filter((one) => one.trim());
  return <div class="markdown">{blocks.map(block)}</div>;
}
