// The series of a figure, each of which a reader can hide; and the single trials behind their means.

/** Buttons below a figure: one for each series, and one for single trials where the page has their curves. */
class SeriesChoice {
  constructor(owner, singles) {
    this.owner = owner;
    this.singles = singles;
    this.box = element('div', 'tools series');
    const looks = new Map();
    owner.every.forEach((panel) =>
      (panel.data.marks ?? [])
        .filter((mark) => mark.label.length > 0 && mark.kind !== 'note')
        .forEach((mark) => looks.set(words(mark.label), mark)),
    );
    const tagged = new Set([...owner.svg.querySelectorAll('[data-series]')].map((group) => group.dataset.series));
    const names = [...looks.keys()].filter((name) => tagged.has(name));
    if (names.length > 1) names.forEach((name) => this.offer(name, looks.get(name)));
    if (singles.length > 0) this.offerSingles(looks);
    if (this.box.childElementCount > 0) owner.frame.after(this.box);
  }

  button(pressed, name, act) {
    const button = action('', `${name}: ${this.owner.view.dataset.figure}`, () => {
      const next = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', next);
      act(next);
    });
    button.setAttribute('aria-pressed', pressed);
    this.box.append(button);
    return button;
  }

  offer(name, mark) {
    const button = this.button(true, `Series ${name}`, (shown) => this.show(name, shown));
    const swatch = element('span', 'swatch');
    swatch.style.background = mark.colour;
    button.append(swatch, spanOf(mark.label));
  }

  show(name, shown) {
    this.owner.svg.querySelectorAll('[data-series]').forEach((group) => {
      if (group.dataset.series === name) group.style.display = shown ? '' : 'none';
    });
    this.owner.leave();
    this.owner.every.forEach((panel) => panel.show(name, shown));
  }

  /** Draws the curves of single trials when they are asked for first. */
  offerSingles(looks) {
    let group = null;
    const button = this.button(false, 'Single trials', (shown) => {
      group ??= this.draw(looks);
      group.style.display = shown ? '' : 'none';
    });
    button.textContent = 'Single trials';
  }

  draw(looks) {
    const { svg, every, cursor } = this.owner;
    const whole = document.createElementNS(SVG, 'g');
    const boxes = every.map((panel) => {
      const [x, y, width, height] = panel.box;
      const inner = document.createElementNS(SVG, 'svg');
      Object.entries({ x, y, width, height, viewBox: `${x} ${y} ${width} ${height}` }).forEach(([name, value]) =>
        inner.setAttribute(name, value),
      );
      whole.append(inner);
      return inner;
    });
    this.singles.forEach(({ panel, label: of, name, x, y }) => {
      const path = document.createElementNS(SVG, 'path');
      const places = x.map((at, i) => `${every[panel].acrossX(at).toFixed(2)} ${every[panel].acrossY(y[i]).toFixed(2)}`);
      path.setAttribute('d', `M${places.filter((place) => !place.includes('NaN')).join('L')}`);
      path.setAttribute('stroke', looks.get(of)?.colour ?? '#1a1a1a');
      path.setAttribute('class', 'single');
      path.dataset.series = of;
      if (every[panel].hidden.has(of)) path.style.display = 'none';
      const title = document.createElementNS(SVG, 'title');
      title.textContent = `${of}, ${name}`;
      path.append(title);
      boxes[panel].append(path);
    });
    svg.insertBefore(whole, cursor);
    return whole;
  }
}
