'use strict';
// Values at the pointer and at the keyboard, zooming, full size. The page can be read without.
(() => {
  const SVG = 'http://www.w3.org/2000/svg';
  const REACH = 12; // how near to a point the pointer must come, in pixels of the screen
  const MOST = 16;
  const STEP = 1.5;
  const GAP = 16;

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  /** Six significant digits, as the figures set them. */
  const number = (value) => (value === null ? 'none' : String(Number(value.toPrecision(6))).replace(/-/g, '−'));

  /** A label, whose scripts are objects, as nodes. */
  const label = (pieces) =>
    pieces.map((piece) => {
      if (typeof piece === 'string') return document.createTextNode(piece);
      const [[tag, text]] = Object.entries(piece);
      return element(tag, '', text);
    });

  const spanOf = (pieces) => {
    const span = element('span');
    span.append(...label(pieces));
    return span;
  };

  const named = (pieces, otherwise) => (pieces.length > 0 ? pieces : [otherwise]);

  const nearestIndex = (places, at) => {
    let best = -1;
    places.forEach((place, i) => {
      if (Number.isFinite(place) && (best < 0 || Math.abs(place - at) < Math.abs(places[best] - at))) best = i;
    });
    return best;
  };

  /** Where along an axis a value lies: 0 at its beginning, 1 at its end. */
  const along = (axis, value) => {
    if (value === null) return NaN;
    return axis.log
      ? Math.log(value / axis.low) / Math.log(axis.high / axis.low)
      : (value - axis.low) / (axis.high - axis.low);
  };

  /**
   * A line of places with values: a curve, a scatter, or a row of cells.
   * kind: 'curve', 'scatter' or 'cells'; px, py: places in the SVG; rows(i): what is said of one, each row a label, a text and,
   * where there are, a colour, whether it is the one pointed at, and a range.
   */
  class Line {
    constructor(kind, label, colour, px, py, rows) {
      Object.assign(this, { kind, label, colour, px, py, rows });
    }

    inside(i, [left, top, width, height]) {
      const slack = 0.5;
      return (
        this.px[i] >= left - slack && this.px[i] <= left + width + slack &&
        this.py[i] >= top - slack && this.py[i] <= top + height + slack
      );
    }
  }

  /** A panel of a figure: its lines, and which of their places is nearest to another. */
  class Panel {
    constructor(data) {
      this.data = data;
      this.box = data.box;
      this.lines = [];
      this.rules = [];
      if (data.x) this.readChart();
      else if (data.axes) data.marks.forEach((mark) => this.lines.push(this.space(mark)));
      else this.readMatrix();
      this.cells = this.lines.filter((line) => line.kind === 'cells');
      this.lines = this.lines.filter((line) => line.px.some((_, i) => line.inside(i, this.box)));
    }

    readChart() {
      const marks = this.data.marks;
      const bands = marks.filter((mark) => mark.kind === 'band');
      marks.forEach((mark) => {
        if (mark.kind === 'line') this.lines.push(this.curve(mark, bands.find((band) => this.belongs(band, mark))));
      });
      bands
        .filter((band) => !marks.some((mark) => mark.kind === 'line' && this.belongs(band, mark)))
        .forEach((band) => this.lines.push(this.curve({ ...band, y: band.high }, band)));
      marks.forEach((mark) => {
        if (mark.kind === 'bars') this.lines.push(this.curve(mark, mark));
        else if (mark.kind === 'histogram') this.lines.push(this.histogram(mark));
        else if (mark.kind === 'points' || mark.kind === 'path') this.lines.push(this.scatter(mark));
        else if (mark.kind === 'grid') this.readGrid(mark);
        else if (mark.kind === 'rule' && mark.y[0] !== null) this.rules.push(mark);
      });
      const curves = this.lines.some((line) => line.kind === 'curve');
      if (!curves && this.rules.length > 0) {
        const middle = this.box[0] + this.box[2] / 2;
        this.rules.forEach((rule) =>
          this.lines.push(
            new Line('curve', rule.label, rule.colour, [middle], [this.acrossY(rule.y[0])], () => [
              [rule.label, number(rule.y[0])],
            ]),
          ),
        );
      }
    }

    belongs(band, line) {
      return JSON.stringify(band.label) === JSON.stringify(line.label) && band.x.length === line.x.length;
    }

    acrossX(value) {
      return this.box[0] + this.box[2] * along(this.data.x, value);
    }

    acrossY(value) {
      return this.box[1] + this.box[3] * (1 - along(this.data.y, value));
    }

    curve(mark, range) {
      const line = new Line(
        'curve',
        named(mark.label, mark.kind),
        mark.colour,
        mark.x.map((x) => this.acrossX(x)),
        mark.y.map((y) => this.acrossY(y)),
        (i) => this.together(line, i),
      );
      line.x = mark.x;
      line.text = (i) => (mark.kind === 'band' ? '' : number(mark.y[i]));
      line.range = (i) => (range ? `${number(range.low[i])} to ${number(range.high[i])}` : '');
      return line;
    }

    /** All curves at the abscissa of one of them, and the rules. */
    together(line, i) {
      const rows = [[named(this.data.x.label, 'x'), number(line.x[i])]];
      this.lines
        .filter((other) => other.kind === 'curve' && other.x)
        .forEach((other) => {
          const at = other === line ? i : other.x.indexOf(line.x[i]);
          if (at >= 0) rows.push([other.label, other.text(at), other.colour, other === line, other.range(at)]);
        });
      this.rules.forEach((rule) => rows.push([named(rule.label, 'rule'), number(rule.y[0]), rule.colour]));
      return rows;
    }

    histogram(mark) {
      const middles = mark.y.map((_, i) => (this.acrossX(mark.x[i]) + this.acrossX(mark.x[i + 1])) / 2);
      return new Line('curve', named(mark.label, 'bin'), mark.colour, middles, mark.y.map((y) => this.acrossY(y)), (i) => [
        [named(this.data.x.label, 'x'), `${number(mark.x[i])} to ${number(mark.x[i + 1])}`],
        [named(mark.label, 'height'), number(mark.y[i]), mark.colour],
      ]);
    }

    scatter(mark) {
      return new Line(
        'scatter',
        named(mark.label, mark.kind),
        mark.colour,
        mark.x.map((x) => this.acrossX(x)),
        mark.y.map((y) => this.acrossY(y)),
        (i) => [
          [named(mark.label, 'point'), `${i + 1} of ${mark.x.length}`, mark.colour],
          [named(this.data.x.label, 'x'), number(mark.x[i])],
          [named(this.data.y.label, 'y'), number(mark.y[i])],
        ],
      );
    }

    space(mark) {
      return new Line('scatter', named(mark.label, 'point'), mark.colour, mark.across, mark.down, (i) => [
        [named(mark.label, 'point'), `${i + 1} of ${mark.x.length}`, mark.colour],
        ...['x', 'y', 'z'].map((name, k) => [named(this.data.axes[k], name), number(mark[name][i])]),
      ]);
    }

    readGrid(mark) {
      const px = mark.x.map((x) => this.acrossX(x));
      mark.values.forEach((values, r) => {
        const py = this.acrossY(mark.y[r]);
        this.lines.push(
          new Line('cells', named(mark.label, 'value'), '', px, px.map(() => py), (i) => [
            [named(this.data.x.label, 'x'), number(mark.x[i])],
            [named(this.data.y.label, 'y'), number(mark.y[r])],
            [named(mark.label, 'value'), number(values[i])],
          ]),
        );
      });
    }

    readMatrix() {
      const [left, top, width, height] = this.box;
      this.data.values.forEach((values, r) => {
        const py = top + ((r + 0.5) * height) / this.data.values.length;
        const px = values.map((_, c) => left + ((c + 0.5) * width) / values.length);
        this.lines.push(
          new Line('cells', ['row ' + r], '', px, px.map(() => py), (i) => [
            [['row, column'], `${r}, ${i}`],
            [['value'], number(values[i])],
          ]),
        );
      });
    }

    contains(x, y) {
      const [left, top, width, height] = this.box;
      const slack = 3;
      return x >= left - slack && x <= left + width + slack && y >= top - slack && y <= top + height + slack;
    }

    /** The place to speak of when somebody points at (x, y): a point in reach, else a cell, else the nearest of the curves. */
    nearest(x, y, reach) {
      const distance = ({ line, i }) => Math.hypot(line.px[i] - x, line.py[i] - y);
      let best = null;
      this.lines
        .filter((line) => line.kind === 'scatter')
        .forEach((line) =>
          line.px.forEach((_, i) => {
            const at = { line, i };
            if (line.inside(i, this.box) && distance(at) <= (best ? distance(best) : reach)) best = at;
          }),
        );
      if (best) return best;
      if (this.cells.length > 0) {
        const line = this.cells[nearestIndex(this.cells.map((row) => row.py[0]), y)];
        return { line, i: nearestIndex(line.px, x) };
      }
      const measure = ({ line, i }) => [Math.abs(line.px[i] - x), Math.abs(line.py[i] - y)];
      this.lines
        .filter((line) => line.kind === 'curve')
        .forEach((line) => {
          const at = { line, i: nearestIndex(line.px, x) };
          if (at.i < 0 || !Number.isFinite(line.py[at.i])) return;
          const [across, up] = measure(at);
          const [bestAcross, bestUp] = best ? measure(best) : [Infinity, Infinity];
          if (across < bestAcross - 1e-6 || (across < bestAcross + 1e-6 && up < bestUp)) best = at;
        });
      return best;
    }
  }

  /** What stands at the pointer: the values of a place, in a table. */
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

  /** A figure that can be zoomed, and asked for its values. */
  class View {
    constructor(figure, full) {
      this.figure = figure;
      this.full = full;
      this.frame = figure.querySelector('.frame');
      this.view = figure.querySelector('.view');
      this.svg = this.view.querySelector('svg');
      const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
      this.panels = data.panels.map((panel) => new Panel(panel)).filter((panel) => panel.lines.length > 0);
      this.zoom = 1;
      this.at = null; // {panel, line, i}: what the values are of
      this.touches = new Map();
      this.values = new Values(this.frame);
      this.tools();
      this.prepare();
      this.listen();
    }

    prepare() {
      const { width, height } = this.svg.viewBox.baseVal;
      this.view.style.setProperty('--ratio', width / height);
      this.view.tabIndex = 0;
      this.view.setAttribute('role', 'group');
      this.view.setAttribute('aria-label', `${this.view.dataset.figure}, values and zoom`);
      this.view.setAttribute('aria-describedby', 'hint');
      this.cursor = document.createElementNS(SVG, 'g');
      this.cursor.setAttribute('class', 'cursor');
      this.cursor.setAttribute('pointer-events', 'none');
      this.svg.append(this.cursor);
    }

    tools() {
      const tools = element('div', 'tools');
      const button = (text, name, action) => {
        const made = element('button', '', text);
        made.type = 'button';
        made.setAttribute('aria-label', `${name}: ${this.view.dataset.figure}`);
        made.addEventListener('click', action);
        tools.append(made);
        return made;
      };
      this.out = button('−', 'Zoom out', () => this.zoomTo(this.zoom / STEP));
      this.in = button('+', 'Zoom in', () => this.zoomTo(this.zoom * STEP));
      this.whole = button('100 %', 'Whole figure', () => this.zoomTo(1));
      this.size = button('Full size', 'Full size', () => this.full.toggle(this));
      this.frame.before(tools);
      this.toolbar = tools;
      this.sayZoom();
    }

    listen() {
      const view = this.view;
      view.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
      view.addEventListener('keydown', (event) => this.key(event));
      view.addEventListener('pointerdown', (event) => this.down(event));
      view.addEventListener('pointermove', (event) => this.moved(event));
      ['pointerup', 'pointercancel'].forEach((kind) => view.addEventListener(kind, (event) => this.up(event)));
      view.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && this.leave());
      view.addEventListener('blur', () => this.leave());
      view.addEventListener('scroll', () => this.at && this.place(), { passive: true });
    }

    // Zooming: the picture grows within its view, which then scrolls.

    /** Zooms about a place of the window: that of the values, or else the middle, where none is given. */
    zoomTo(zoom, clientX, clientY) {
      const view = this.view;
      const next = Math.min(MOST, Math.max(1, zoom));
      const frame = view.getBoundingClientRect();
      const middle = this.at && this.inView() ? this.onFrame() : [view.clientWidth / 2, view.clientHeight / 2];
      const x = clientX === undefined ? middle[0] : clientX - frame.left;
      const y = clientY === undefined ? middle[1] : clientY - frame.top;
      const before = this.svg.getBoundingClientRect();
      const across = (x + frame.left - before.left) / before.width;
      const down = (y + frame.top - before.top) / before.height;
      if (this.zoom === 1 && next > 1) view.style.height = `${frame.height}px`; // the page below stays where it is
      if (next === 1) view.style.height = '';
      view.style.setProperty('--zoom', next);
      this.zoom = next;
      const after = this.svg.getBoundingClientRect();
      view.scrollLeft += after.left + across * after.width - (x + frame.left);
      view.scrollTop += after.top + down * after.height - (y + frame.top);
      view.classList.toggle('zoomed', next > 1);
      this.sayZoom();
      if (this.at) this.place();
    }

    sayZoom() {
      this.whole.textContent = `${Math.round(100 * this.zoom)} %`;
      this.out.disabled = this.zoom === 1;
      this.in.disabled = this.zoom === MOST;
    }

    wheel(event) {
      if (!event.ctrlKey && !event.metaKey && !this.full.shows(this)) return;
      event.preventDefault();
      this.zoomTo(this.zoom * Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 200), event.clientX, event.clientY);
    }

    // Pointers: a mouse says where it is and drags; a finger taps; two fingers pinch.

    down(event) {
      if (event.pointerType === 'touch') {
        this.touches.set(event.pointerId, event);
        this.tapped = this.touches.size === 1 ? event : null;
        this.pinch = this.touches.size === 2 ? { distance: this.spread().distance, zoom: this.zoom } : null;
      } else if (event.button === 0 && this.zoom > 1) {
        this.drag = event;
        this.view.setPointerCapture(event.pointerId);
        this.view.classList.add('moving');
      }
    }

    moved(event) {
      if (event.pointerType === 'touch') {
        if (this.touches.has(event.pointerId)) this.touches.set(event.pointerId, event);
        if (this.pinch && this.touches.size === 2) {
          const { distance, x, y } = this.spread();
          this.zoomTo((this.pinch.zoom * distance) / this.pinch.distance, x, y);
        }
      } else if (this.drag) {
        this.view.scrollLeft -= event.clientX - this.drag.clientX;
        this.view.scrollTop -= event.clientY - this.drag.clientY;
        this.drag = event;
      } else {
        this.point(event);
      }
    }

    up(event) {
      const tap = this.tapped && event.type === 'pointerup' && this.tapped.pointerId === event.pointerId;
      if (tap && Math.hypot(event.clientX - this.tapped.clientX, event.clientY - this.tapped.clientY) < 10) this.point(event);
      this.touches.delete(event.pointerId);
      this.pinch = null;
      this.tapped = null;
      this.drag = null;
      this.view.classList.remove('moving');
    }

    spread() {
      const [a, b] = [...this.touches.values()];
      return {
        distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
        x: (a.clientX + b.clientX) / 2,
        y: (a.clientY + b.clientY) / 2,
      };
    }

    point(event) {
      const matrix = this.svg.getScreenCTM();
      const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
      const panel = this.panels.find((candidate) => candidate.contains(x, y));
      const nearest = panel && panel.nearest(x, y, REACH / matrix.a);
      if (nearest) this.show({ panel, ...nearest }, false);
      else this.leave();
    }

    // The keyboard: one place after the other.

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const action = event.shiftKey && event.key.startsWith('Arrow') ? this.scrolling(event.key) : this.action(event.key);
      if (action) {
        event.preventDefault();
        action();
      }
    }

    action(key) {
      switch (key) {
        case '+':
        case '=':
          return () => this.zoomTo(this.zoom * STEP);
        case '-':
          return () => this.zoomTo(this.zoom / STEP);
        case '0':
          return () => this.zoomTo(1);
        case 'f':
        case 'F':
          return () => this.full.toggle(this);
        case 'Escape':
          return this.at ? () => this.leave() : null;
        case 'ArrowRight':
          return () => this.along(1);
        case 'ArrowLeft':
          return () => this.along(-1);
        case 'ArrowDown':
          return () => this.next(1);
        case 'ArrowUp':
          return () => this.next(-1);
        case 'Home':
          return () => this.along(-Infinity);
        case 'End':
          return () => this.along(Infinity);
        case 'n':
        case 'N':
          return () => this.turn(1);
        case 'p':
        case 'P':
          return () => this.turn(-1);
        default:
          return null;
      }
    }

    scrolling(key) {
      const by = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[key];
      return this.zoom > 1 ? () => this.view.scrollBy(...by) : null;
    }

    begin(panel) {
      const line = panel.lines[0];
      this.show({ panel, line, i: line.px.findIndex((_, i) => line.inside(i, panel.box)) }, true);
    }

    along(by) {
      if (this.panels.length === 0) return;
      if (!this.at) {
        this.begin(this.panels[0]);
        return;
      }
      const { panel, line } = this.at;
      const seen = line.px.map((_, i) => i).filter((i) => line.inside(i, panel.box));
      const next = Math.max(0, Math.min(seen.length - 1, seen.indexOf(this.at.i) + by));
      this.show({ panel, line, i: seen[next] }, true);
    }

    next(by) {
      if (!this.at) {
        this.along(0);
        return;
      }
      const { panel, line, i } = this.at;
      const lines = panel.lines;
      const other = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(line) + by))];
      if (other !== line) {
        const places = other.px.map((place, j) => (other.inside(j, panel.box) ? place : NaN));
        this.show({ panel, line: other, i: nearestIndex(places, line.px[i]) }, true);
      }
    }

    turn(by) {
      const from = this.at ? this.panels.indexOf(this.at.panel) : by > 0 ? -1 : this.panels.length;
      const panel = this.panels[Math.max(0, Math.min(this.panels.length - 1, from + by))];
      if (panel && (!this.at || panel !== this.at.panel)) this.begin(panel);
    }

    // What is shown.

    show(at, aloud) {
      this.at = at;
      this.mark();
      if (aloud) this.reveal();
      this.values.show(at.panel, at.line.rows(at.i), this.onFrame(), aloud);
    }

    /** Moves the values with their place; hides them while it is out of view. */
    place() {
      if (this.inView()) {
        this.values.box.hidden = false;
        this.values.move(this.onFrame());
      } else {
        this.values.hide();
      }
    }

    inView() {
      const [x, y] = this.onFrame();
      return x >= 0 && x <= this.view.clientWidth && y >= 0 && y <= this.view.clientHeight;
    }

    /** The place that is spoken of, in pixels from the frame's corner. */
    onFrame() {
      const { line, i } = this.at;
      const at = new DOMPoint(line.px[i], line.py[i]).matrixTransform(this.svg.getScreenCTM());
      const frame = this.frame.getBoundingClientRect();
      return [at.x - frame.left, at.y - frame.top];
    }

    /** Scrolls what the keyboard went to into view. */
    reveal() {
      if (this.inView()) return;
      const [x, y] = this.onFrame();
      this.view.scrollLeft += x - this.view.clientWidth / 2;
      this.view.scrollTop += y - this.view.clientHeight / 2;
    }

    /** Draws where we are: a ring, with an upright line through a curve's. */
    mark() {
      const { panel, line, i } = this.at;
      const [, top, , height] = panel.box;
      const [x, y] = [line.px[i], line.py[i]];
      const draw = (tag, attributes) => {
        const made = document.createElementNS(SVG, tag);
        Object.entries({ fill: 'none', 'vector-effect': 'non-scaling-stroke', ...attributes }).forEach(([name, value]) =>
          made.setAttribute(name, value),
        );
        return made;
      };
      const ring = { cx: x, cy: y, r: 3 };
      const drawn = [
        draw('circle', { ...ring, stroke: '#ffffff', 'stroke-width': 5 }),
        draw('circle', { ...ring, stroke: '#1a1a1a', 'stroke-width': 2 }),
      ];
      if (line.kind === 'curve') {
        drawn.unshift(draw('path', { d: `M${x} ${top}V${top + height}`, stroke: '#1a1a1a', 'stroke-width': 1, opacity: 0.5 }));
      }
      this.cursor.replaceChildren(...drawn);
    }

    leave() {
      this.at = null;
      this.cursor.replaceChildren();
      this.values.hide();
    }
  }

  /** Shows one figure as large as the window allows. */
  class FullSize {
    constructor() {
      this.dialog = element('dialog', 'full');
      document.body.append(this.dialog);
      this.dialog.addEventListener('close', () => this.back());
    }

    shows(view) {
      return this.view === view;
    }

    toggle(view) {
      if (this.shows(view)) {
        this.dialog.close();
        return;
      }
      view.zoomTo(1);
      view.leave();
      this.view = view;
      this.dialog.setAttribute('aria-label', view.view.dataset.figure);
      this.dialog.append(view.toolbar, view.frame);
      this.dialog.showModal();
      view.size.textContent = 'Close';
      view.view.focus();
    }

    back() {
      const view = this.view;
      this.view = null;
      view.zoomTo(1);
      view.leave();
      view.figure.prepend(view.toolbar, view.frame);
      view.size.textContent = 'Full size';
      view.size.focus();
    }
  }

  const full = new FullSize();
  document.addEventListener('pointerdown', (event) =>
    views.forEach((view) => view.at && !view.view.contains(event.target) && view.leave()),
  );
  const views = [...document.querySelectorAll('.figure')].map((figure) => new View(figure, full));
  document.querySelectorAll('.hint').forEach((hint) => {
    hint.hidden = false;
  });
  window.addEventListener('resize', () => views.forEach((view) => view.zoom > 1 && view.zoomTo(1)));
  window.addEventListener('beforeprint', () => {
    if (full.view) full.dialog.close();
    views.forEach((view) => {
      view.zoomTo(1);
      view.leave();
    });
    document.querySelectorAll('details').forEach((details) => {
      details.open = true;
    });
  });
})();
