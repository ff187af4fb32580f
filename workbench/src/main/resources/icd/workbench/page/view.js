// A figure under the hands of its reader.

const SVG = 'http://www.w3.org/2000/svg';
const REACH = 12; // how near to a point the pointer must come, in pixels of the screen
const MOST = 16;
const STEP = 1.5;

/** A figure that can be zoomed, and asked for its values. */
class View {
  constructor(figure, full) {
    this.figure = figure;
    this.full = full;
    this.frame = figure.querySelector('.frame');
    this.view = figure.querySelector('.view');
    this.svg = this.view.querySelector('svg');
    const data = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
    this.every = data.panels.map((panel) => new Panel(panel));
    this.zoom = 1;
    this.at = null; // {panel, line, i}: what the values are of
    this.touches = new Map();
    this.values = new Values(this.frame);
    this.tools();
    this.prepare();
    this.rulers = new Rulers(this);
    const singles = figure.querySelector('script.singles');
    this.series = new SeriesChoice(this, singles ? JSON.parse(singles.textContent) : []);
    this.listen();
  }

  /** The panels that have something to say. */
  get panels() {
    return this.every.filter((panel) => panel.lines.length > 0);
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
    const button = (text, name, act) => {
      const made = action(text, '', act);
      this.name(made, name);
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

  /** Names a button, of which the page has one for each figure. */
  name(button, name) {
    button.setAttribute('aria-label', `${name}: ${this.view.dataset.figure}`);
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
    view.addEventListener('scroll', () => this.follow(), { passive: true });
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
    this.follow();
  }

  /** Moves what stands over the picture with it. */
  follow() {
    this.rulers.update();
    if (this.at) this.place();
  }

  sayZoom() {
    this.whole.textContent = `${Math.round(100 * this.zoom)} %`;
    this.name(this.whole, `${this.whole.textContent}, back to the whole figure`);
    this.out.disabled = this.zoom === 1;
    this.in.disabled = this.zoom === MOST;
  }

  saySize(text) {
    this.size.textContent = text;
    this.name(this.size, text);
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

  // Showing the values of a place.

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
