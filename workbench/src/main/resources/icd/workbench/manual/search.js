// Search over the parts that search-index.js lists. Parts with all words of a question come first, else those with most of them; a word in a
// heading counts most, and words that every question has count nothing.
(() => {
  'use strict';
  const MOST = 12;
  const AROUND = 70;
  const COMMON = new Set(
    'a an and are can could do does for from how i in is it me my of on or should the this to use we what where which why with you your'.split(' '),
  );
  const form = document.getElementById('search');
  const field = document.getElementById('sought');
  const list = document.getElementById('found');
  const count = document.getElementById('count');
  const parts = window.ICD_MANUAL.map((part) => ({
    ...part,
    inHeading: part.heading.toLowerCase(),
    inPage: part.page.toLowerCase(),
    inText: part.text.toLowerCase(),
  }));

  // The words to look for; common ones count if there are no others.
  function asked(text) {
    const all = text
      .toLowerCase()
      .split(/\s+/)
      .map((word) => word.replace(/^["'(]+|["').,;:!?]+$/g, ''))
      .filter((word) => word !== '');
    const rare = all.filter((word) => !COMMON.has(word));
    return rare.length > 0 ? rare : all;
  }

  // How many of the words a part has, and how well it has them.
  function score(part, words) {
    let sum = 0;
    let has = 0;
    for (const word of words) {
      const starts = (text) => text.includes(word) && (text.startsWith(word) || text.includes(' ' + word));
      const one =
        (part.inHeading.includes(word) ? 8 : 0) +
        (part.inHeading === word ? 8 : 0) +
        (part.inPage.includes(word) ? 4 : 0) +
        (starts(part.inText) ? 2 : part.inText.includes(word) ? 1 : 0);
      sum += one;
      has += one > 0 ? 1 : 0;
    }
    return { has, sum };
  }

  // The text around the first of the words, with all of them marked.
  function excerpt(part, words) {
    const line = document.createElement('span');
    line.className = 'excerpt';
    const first = Math.min(...words.map((word) => part.inText.indexOf(word)).filter((at) => at >= 0));
    if (!Number.isFinite(first)) {
      line.textContent = part.text.slice(0, 2 * AROUND);
      return line;
    }
    const from = Math.max(0, first - AROUND);
    const text = part.text.slice(from, first + AROUND);
    const pattern = new RegExp('(' + words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') + ')', 'i');
    for (const [i, piece] of text.split(pattern).entries()) {
      if (i % 2 === 1) {
        const mark = document.createElement('mark');
        mark.textContent = piece;
        line.append(mark);
      } else {
        line.append((i === 0 && from > 0 ? '…' : '') + piece);
      }
    }
    return line;
  }

  function search() {
    const words = asked(field.value);
    const scored = parts.map((part) => ({ part, ...score(part, words) }));
    const most = Math.max(...scored.map((each) => each.has));
    const found = scored.filter((each) => each.has > 0 && each.has === most).sort((a, b) => b.sum - a.sum);
    list.replaceChildren(
      ...found.slice(0, MOST).map(({ part }) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = part.at;
        link.textContent = part.heading;
        const page = document.createElement('span');
        page.className = 'page';
        page.textContent = part.page;
        item.append(link, ' ', page, excerpt(part, words));
        return item;
      }),
    );
    count.textContent =
      words.length === 0 ? '' : found.length === 0 ? 'Nothing found' : `${found.length} found` + (found.length > MOST ? `, the best ${MOST} shown` : '');
  }

  field.addEventListener('input', search);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const first = list.querySelector('a');
    if (first !== null) {
      first.click();
    }
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      field.value = '';
      search();
      field.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const stops = [field, ...list.querySelectorAll('a')];
      const to = stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
      if (to >= 0 && to < stops.length) {
        event.preventDefault();
        stops[to].focus();
      }
    }
  });
  list.addEventListener('click', (event) => {
    if (event.target.closest('a') !== null) {
      field.value = '';
      search();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== field && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
    }
  });
  form.hidden = false;
})();
