// The values of figures: panels, and the lines of places in them.

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
 * kind: 'curve', 'scatter' or 'cells'; px, py: places in the SVG; rows(i): the values of one place, each row a label, a text and,
 * where there are any, a colour, whether the reader points at it, and a range.
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
    this.hidden = new Set();
    this.all = { lines: this.lines.filter((line) => line.px.some((_, i) => line.inside(i, this.box))), rules: this.rules };
    this.choose();
  }

  /** Shows or hides a series: what is hidden is not spoken of. */
  show(name, shown) {
    if (shown) this.hidden.delete(name);
    else this.hidden.add(name);
    this.choose();
  }

  choose() {
    const isShown = ({ label: pieces }) => !this.hidden.has(words(pieces));
    this.lines = this.all.lines.filter(isShown);
    this.rules = this.all.rules.filter(isShown);
    this.cells = this.lines.filter((line) => line.kind === 'cells');
  }

  readChart() {
    const labelled = this.data.marks.some((mark) => mark.label.length > 0 && mark.kind !== 'note');
    const marks = this.data.marks.filter((mark) => mark.label.length > 0 || !labelled); // the others are there to guide the eye
    const bands = marks.filter((mark) => mark.kind === 'band');
    const alone = marks.every((mark) => mark.kind === 'band'); // else one without its line is there to guide the eye too
    marks.forEach((mark) => {
      if (mark.kind === 'line') this.lines.push(this.curve(mark, bands.find((band) => this.belongs(band, mark))));
      else if (mark.kind === 'band' && alone) this.lines.push(this.curve({ ...mark, y: mark.high }, mark));
    });
    marks.forEach((mark) => {
      if (mark.kind === 'error_bars') this.lines.push(this.curve(mark, mark));
      else if (mark.kind === 'histogram') this.lines.push(this.histogram(mark));
      else if (mark.kind === 'points' || mark.kind === 'trajectory') this.lines.push(this.scatter(mark));
      else if (mark.values) this.readGrid(mark);
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
      named(mark.label, mark.kind.replace('_', ' ')),
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
    const rows = [[named(this.data.x.label, 'x'), onAxis(this.data.x, line.x[i])]];
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
    const middles = mark.y.map((_, i) => (this.acrossX(mark.x[i]) + this.acrossX(mark.x_end[i])) / 2);
    return new Line('curve', named(mark.label, 'bin'), mark.colour, middles, mark.y.map((y) => this.acrossY(y)), (i) => [
      [named(this.data.x.label, 'x'), `${number(mark.x[i])} to ${number(mark.x_end[i])}`],
      [named(mark.label, 'height'), number(mark.y[i]), mark.colour],
    ]);
  }

  scatter(mark) {
    return new Line(
      'scatter',
      named(mark.label, mark.kind.replace('_', ' ')),
      mark.colour,
      mark.x.map((x) => this.acrossX(x)),
      mark.y.map((y) => this.acrossY(y)),
      (i) => [
        [named(mark.label, 'point'), `${i + 1} of ${mark.x.length}`, mark.colour],
        [named(this.data.x.label, 'x'), onAxis(this.data.x, mark.x[i])],
        [named(this.data.y.label, 'y'), onAxis(this.data.y, mark.y[i])],
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
      const curve = this.nearestOnCurve(x, y);
      if (curve && distance(curve) <= reach) return curve;
      const line = this.cells[nearestIndex(this.cells.map((row) => row.py[0]), y)];
      return { line, i: nearestIndex(line.px, x) };
    }
    return this.nearestOnCurve(x, y);
  }

  /** The place of a curve that is nearest along x, and of those the nearest along y. */
  nearestOnCurve(x, y) {
    let best = null;
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
