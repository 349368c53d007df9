// Two texts line by line: the shortest way from one to the other (Myers' algorithm), with what stands around each change.
export interface Line { kind: "same" | "added" | "removed"; left: number; right: number; text: string }

const deepest = 2_000; // changes: two texts that share less are shown as one taken away and one added

function walk(a: string[], b: string[]): number[][] | null {
  const size = a.length + b.length;
  const most = Math.min(size, deepest);
  let reached = new Map<number, number>([[1, 0]]);
  const trail: number[][] = [];
  for (let depth = 0; depth <= most; depth += 1) {
    const next = new Map<number, number>();
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const down = diagonal === -depth || (diagonal !== depth && (reached.get(diagonal - 1) ?? -1) < (reached.get(diagonal + 1) ?? -1));
      let x = down ? reached.get(diagonal + 1) ?? 0 : (reached.get(diagonal - 1) ?? 0) + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) {
        trail.push([...next].flat());
        return trail;
      }
    }
    trail.push([...next].flat());
    reached = next;
  }
  return null;
}

function back(a: string[], b: string[], trail: number[][]): Line[] {
  const lines: Line[] = [];
  let [x, y] = [a.length, b.length];
  for (let depth = trail.length - 1; depth >= 0; depth -= 1) {
    const before = new Map<number, number>();
    const flat = depth > 0 ? trail[depth - 1]! : [1, 0];
    for (let at = 0; at < flat.length; at += 2) before.set(flat[at]!, flat[at + 1]!);
    const diagonal = x - y;
    const down = diagonal === -depth || (diagonal !== depth && (before.get(diagonal - 1) ?? -1) < (before.get(diagonal + 1) ?? -1));
    const from = depth === 0 ? 0 : down ? before.get(diagonal + 1)! : before.get(diagonal - 1)!;
    const fromY = depth === 0 ? 0 : from - (down ? diagonal + 1 : diagonal - 1);
    while (x > from && y > fromY && a[x - 1] === b[y - 1]) {
      lines.push({ kind: "same", left: x, right: y, text: a[x - 1]! });
      x -= 1;
      y -= 1;
    }
    if (depth === 0) break;
    if (down) lines.push({ kind: "added", left: x, right: y, text: b[y - 1]! });
    else lines.push({ kind: "removed", left: x, right: y, text: a[x - 1]! });
    [x, y] = [from, fromY];
  }
  return lines.reverse();
}

export function lineDifference(left: string, right: string): Line[] {
  const [a, b] = [left.split(/\r?\n/), right.split(/\r?\n/)];
  const trail = walk(a, b);
  if (trail) return back(a, b, trail);
  return [...a.map((text, at): Line => ({ kind: "removed", left: at + 1, right: 0, text })), ...b.map((text, at): Line => ({ kind: "added", left: 0, right: at + 1, text }))];
}

/** Changed lines with so many around them; a gap is told by its number of lines. */
export function folded(lines: Line[], around: number): (Line | number)[] {
  const near = lines.map(() => false);
  lines.forEach((line, at) => {
    if (line.kind !== "same") for (let i = Math.max(0, at - around); i <= Math.min(lines.length - 1, at + around); i += 1) near[i] = true;
  });
  const shown: (Line | number)[] = [];
  lines.forEach((line, at) => {
    if (near[at]) shown.push(line);
    else if (typeof shown[shown.length - 1] === "number") shown[shown.length - 1] = (shown[shown.length - 1] as number) + 1;
    else shown.push(1);
  });
  return shown;
}
