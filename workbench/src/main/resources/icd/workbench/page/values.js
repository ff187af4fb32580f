// The values at the pointer.

const GAP = 16;

/** The values of the place at the pointer, in a table. */
class Values {
  constructor(frame) {
    this.box = element('div', 'values');
    this.box.hidden = true;
    this.box.setAttribute('aria-hidden', 'true'); // the spoken text says the same
    this.spoken = element('p', 'spoken');
    this.spoken.setAttribute('role', 'status');
    this.frame = frame;
    frame.append(this.box, this.spoken);
  }

  show(panel, rows, place, aloud) {
    const table = element('table');
    rows.forEach(([name, text, colour, picked, range]) => {
      const row = table.insertRow();
      if (picked) row.className = 'picked';
      const head = element('th');
      if (colour) {
        const swatch = element('span', 'swatch');
        swatch.style.background = colour;
        head.append(swatch);
      }
      head.append(spanOf(name));
      row.append(head, element('td', '', text));
      if (range) row.append(element('td', 'range', range));
    });
    const title = element('div');
    title.append(...label(panel.data.name));
    this.box.replaceChildren(title, table);
    this.box.hidden = false;
    this.move(place);
    const words = [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent).join(' '));
    if (aloud) this.spoken.textContent = [title.textContent, ...words].filter(Boolean).join('; ');
  }

  /** Beside the place, where there is room; within the frame in any case. */
  move([x, y]) {
    const { width, height } = this.box.getBoundingClientRect();
    const frame = this.frame.getBoundingClientRect();
    const right = x + GAP + width <= frame.width;
    const left = right ? x + GAP : x - GAP - width;
    const beside = left >= 0;
    const top = beside ? y - height / 2 : y + GAP;
    this.box.style.left = `${Math.max(0, Math.min(beside ? left : x - width / 2, frame.width - width))}px`;
    this.box.style.top = `${Math.max(0, Math.min(top, frame.height - (beside ? height : 0)))}px`;
  }

  hide() {
    this.box.hidden = true;
  }
}
