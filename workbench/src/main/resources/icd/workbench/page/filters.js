// Choosing among the rows of many tables.

const FEW = 24;

/** Menus that leave in the tables of a section the rows of one part, or of one verdict. */
class Filters {
  constructor(section) {
    this.tables = [...section.querySelectorAll('.scroll')].filter((box) => !box.closest('details, .paged'));
    this.rows = this.tables.flatMap((box) => [...box.querySelectorAll('tbody tr')]);
    if (this.rows.length <= FEW) return;
    this.says = element('p', 'rows');
    this.says.setAttribute('role', 'status');
    const tools = element('div', 'tools');
    this.menus = ['part', 'verdict'].map((name) => this.menu(name, tools)).filter((menu) => menu);
    if (this.menus.length > 0) section.querySelector('h2').after(tools, this.says);
  }

  /** The text of a row in the column of this name, as far as a colon. */
  value(row, name) {
    const heads = [...row.closest('table').tHead.rows[0].cells];
    const cell = row.cells[heads.findIndex((head) => head.textContent.trim() === name)];
    return cell ? cell.textContent.split(':')[0] : '';
  }

  menu(name, tools) {
    const values = [...new Set(this.rows.map((row) => this.value(row, name)))].filter(Boolean);
    if (values.length < 2) return null;
    const label = element('label', '', `${name}: `);
    const select = element('select');
    ['all', ...values].forEach((value) => select.append(new Option(value, value === 'all' ? '' : value)));
    select.addEventListener('change', () => this.choose());
    label.append(select);
    tools.append(label);
    return { name, select };
  }

  choose() {
    this.rows.forEach((row) => {
      row.hidden = this.menus.some(({ name, select }) => select.value && this.value(row, name) !== select.value);
    });
    this.tables.forEach((box) => {
      box.hidden = [...box.querySelectorAll('tbody tr')].every((row) => row.hidden);
    });
    this.says.textContent = `${this.rows.filter((row) => !row.hidden).length} of ${this.rows.length} rows.`;
  }
}
