// Words and numbers as a page shows them.

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

/** A button; its name says more than its text where that is not empty. */
const action = (text, name, act) => {
  const made = element('button', '', text);
  made.type = 'button';
  if (name) made.setAttribute('aria-label', name);
  made.addEventListener('click', act);
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

const words = (pieces) => pieces.map((piece) => (typeof piece === 'string' ? piece : Object.values(piece)[0])).join('');

/** A value on an axis: its name, on an axis of names. */
const onAxis = (axis, value) => (axis.names && axis.names[value] ? words(axis.names[value]) : number(value));
