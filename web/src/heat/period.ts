// The period that a heat map looks at: the last days, or from one day to another, as days of the browser.
export const periods = ["all", "7", "30", "90", "365", "own"] as const;
export type Period = (typeof periods)[number];

export function periodOf(text: string | null): Period {
  return periods.find((one) => one === text) ?? "30";
}

function midnight(day: string, daysLater: number): string | undefined {
  const at = new Date(`${day}T00:00:00`);
  if (Number.isNaN(at.getTime())) return undefined;
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

/** `from` and `to` as the API takes them; `last` is a day that counts in full. */
export function boundsOf(period: Period, first: string, last: string, now: Date): { from?: string | undefined; to?: string | undefined } {
  if (period === "all") return {};
  if (period === "own") return { from: first ? midnight(first, 0) : undefined, to: last ? midnight(last, 1) : undefined };
  return { from: new Date(now.getTime() - Number(period) * 86_400_000).toISOString() };
}
