// Axes that stay in view while their figure is zoomed.

const ABOUT = 90; // pixels of the screen from tick to tick

/** Round numbers between two, so many at most. */
const rounds = (low, high, most) => {
  const raw = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
};

/** Ticks of an axis between two shares of its length. */
const ticksBetween = (axis, from, to, most) => {
  if (axis.names) return axis.names.map((_, i) => i).filter((i) => along(axis, i) >= from && along(axis, i) <= to);
  if (!axis.log) {
    const at = (share) => axis.low + share * (axis.high - axis.low);
    return rounds(at(from), at(to), most);
  }
  const at = (share) => Math.log10(axis.low) + share * Math.log10(axis.high / axis.low);
  const decades = at(to) - at(from);
  if (decades < 1) return rounds(10 ** at(from), 10 ** at(to), most);
  const every = Math.ceil(decades / most);
  return rounds(at(from), at(to), decades / every).filter(Number.isInteger).map((power) => 10 ** power);
};

/** The axes of the panel that fills most of a zoomed view, along its edges wherever their own are out of it. */
class Rulers {
  constructor(owner) {
    this.owner = owner;
    this.across = element('div', 'ruler across');
    this.up = element('div', 'ruler up');
    [this.across, this.up].forEach((ruler) => {
      ruler.hidden = true;
      ruler.setAttribute('aria-hidden', 'true'); // values are spoken
      owner.frame.append(ruler);
    });
  }

  update() {
    const { svg, view, zoom, every } = this.owner;
    this.across.hidden = true;
    this.up.hidden = true;
    if (zoom === 1) return;
    const corner = view.getBoundingClientRect();
    const [beside, below] = [view.offsetWidth - view.clientWidth - 1, view.offsetHeight - view.clientHeight - 1]; // scroll bars
    this.across.style.right = `${beside}px`;
    [this.across, this.up].forEach((ruler) => (ruler.style.bottom = `${below}px`));
    const matrix = svg.getScreenCTM();
    const window = { left: 0, top: 0, right: view.clientWidth, bottom: view.clientHeight };
    const seen = every
      .filter((panel) => panel.data.x)
      .map((panel) => {
        const [x, y, width, height] = panel.box;
        const left = matrix.a * x + matrix.e - corner.left;
        const top = matrix.d * y + matrix.f - corner.top;
        const box = { left, top, right: left + matrix.a * width, bottom: top + matrix.d * height };
        const overlap = (low, high) => Math.max(0, Math.min(box[high], window[high]) - Math.max(box[low], window[low]));
        return { panel, box, area: overlap('left', 'right') * overlap('top', 'bottom') };
      })
      .sort((a, b) => b.area - a.area)[0];
    if (!seen || seen.area === 0) return;
    const { box } = seen;
    const { x, y } = seen.panel.data;
    if (box.bottom > window.bottom) this.draw(this.across, x, box.left, box.right, window.right, 'left');
    if (box.left < 0) this.draw(this.up, y, box.bottom, box.top, window.bottom, 'top');
  }

  /** Puts the ticks of an axis from one place of the view to another where they lie in its window. */
  draw(ruler, axis, from, to, end, side) {
    const share = (place) => (place - from) / (to - from);
    const [low, high] = [share(0), share(end)].sort((a, b) => a - b).map((at) => Math.min(1, Math.max(0, at)));
    const ticks = ticksBetween(axis, low, high, Math.max(2, end / ABOUT));
    ruler.replaceChildren(
      ...ticks.map((value) => {
        const tick = element('span', '', onAxis(axis, value));
        tick.style[side] = `${from + along(axis, value) * (to - from)}px`;
        return tick;
      }),
    );
    ruler.hidden = false;
  }
}
