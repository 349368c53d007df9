// Horizontal bars: one plain SVG for each, beside its label and its number, so it is a list to whoever does not see it.
export interface Bar { label: string; value: number; text: string; part?: number; partText?: string }

export function Bars({ title, bars }: { title: string; bars: Bar[] }) {
  const most = Math.max(...bars.map((bar) => bar.value), 1e-9);
  if (bars.length === 0) return null;
  return (
    <figure class="bars">
      <figcaption>{title}</figcaption>
      <ul>
        {bars.map((bar) => (
          <li key={bar.label}>
            <span class="bar-label">{bar.label}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="bar" width={(bar.value / most) * 100} height="10" />
              {bar.part ? <rect class="bar-part" width={(bar.part / most) * 100} height="10" /> : null}
            </svg>
            <span class="bar-text">{bar.text}{bar.partText ? <span class="hint"> {bar.partText}</span> : null}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
