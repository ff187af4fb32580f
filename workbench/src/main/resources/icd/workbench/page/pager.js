// Long tables, a hundred rows at a time.

const ROWS = 100;

/** A table of whose rows the page holds the first, and the others as data. */
class Pager {
  constructor(box) {
    this.box = box;
    this.body = box.querySelector('tbody');
    this.first = [...this.body.rows];
    this.looks = [...box.querySelectorAll('thead th')].map((head) => head.className);
    this.data = box.querySelector('script[type="application/json"]');
    this.says = box.querySelector('.rows');
    this.says.setAttribute('role', 'status');
    this.count = Number(this.says.textContent.match(/ of (\d+)/)[1]);
    this.last = Math.ceil(this.count / ROWS) - 1;
    const tools = element('div', 'tools');
    const of = box.querySelector('.scroll').getAttribute('aria-label');
    const button = (text, name, to) => {
      const made = action(text, `${name}: ${of}`, () => this.show(Math.min(this.last, Math.max(0, to()))));
      tools.append(made);
      return made;
    };
    this.back = [button('⇤', 'First rows', () => 0), button('←', 'Rows before', () => this.page - 1)];
    this.on = [button('→', 'Next rows', () => this.page + 1), button('⇥', 'Last rows', () => this.last)];
    box.prepend(tools);
    this.show(0);
  }

  show(page) {
    this.page = page;
    const from = page * ROWS;
    if (page === 0) {
      this.body.replaceChildren(...this.first);
    } else {
      this.rows ??= JSON.parse(this.data.textContent);
      this.body.replaceChildren(...this.rows.slice(from - ROWS, from).map((row) => this.row(row)));
    }
    this.says.textContent = `Rows ${from + 1} to ${Math.min(from + ROWS, this.count)} of ${this.count}.`;
    this.back.forEach((button) => (button.disabled = page === 0));
    this.on.forEach((button) => (button.disabled = page === this.last));
  }

  row([link, ...cells]) {
    const row = element('tr');
    const head = element('th');
    head.scope = 'row';
    const name = this.cell(link ? 'a' : 'span', 0, cells[0]);
    name.className = '';
    if (link) name.href = link;
    head.append(name);
    row.append(head);
    cells.slice(1).forEach((cell, i) => row.append(this.cell('td', i + 1, cell)));
    return row;
  }

  /** A cell, which looks as its column does. Those with formulas are HTML, whose texts were escaped when the page was written. */
  cell(tag, column, content) {
    const judged = content.startsWith('✓ ') ? ' good' : content.startsWith('✗ ') ? ' bad' : '';
    const look = this.looks[column];
    const made = element(tag, look + judged, content);
    if (look.includes('formula')) made.innerHTML = content;
    return made;
  }
}
