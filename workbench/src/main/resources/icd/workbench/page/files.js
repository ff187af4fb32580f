// Files that the page holds: each to take away, and all of them as one ZIP archive.

const held = () => JSON.parse(document.getElementById('files').textContent);

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const save = (name, blob) => {
  const link = element('a');
  link.href = URL.createObjectURL(blob);
  link.download = name.slice(name.lastIndexOf('/') + 1);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
};

const saveFile = (wanted) => {
  const [, , , data] = held().find(([path]) => path === wanted);
  const whole = new Blob([bytesOf(data)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(whole).blob().then((blob) => save(wanted, blob));
};

/** Numbers of two and four bytes, the least first. */
const record = (...fields) => {
  const bytes = new DataView(new ArrayBuffer(fields.reduce((length, [size]) => length + size, 0)));
  let at = 0;
  fields.forEach(([size, value]) => {
    if (size === 2) bytes.setUint16(at, value, true);
    else bytes.setUint32(at, value, true);
    at += size;
  });
  return bytes;
};

/** A ZIP archive of files that are deflated already; all have the date 1980-01-01, so that one page gives one archive. */
const archive = (files, folder) => {
  const parts = [];
  const directory = [];
  let at = 0;
  files.forEach(([path, size, sum, data]) => {
    const name = new TextEncoder().encode(`${folder}/${path}`);
    const bytes = bytesOf(data);
    const about = [[2, 20], [2, 0x0800], [2, 8], [2, 0], [2, 33], [4, sum], [4, bytes.length], [4, size], [2, name.length]];
    const head = record([4, 0x04034b50], ...about, [2, 0]);
    parts.push(head, name, bytes);
    directory.push(record([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), name);
    at += head.byteLength + name.length + bytes.length;
  });
  const length = directory.reduce((sum, part) => sum + part.byteLength, 0);
  const count = files.length;
  const end = record([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, at], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
};

/** Makes a button of each file that the page holds, of all together, and one that copies the command. */
const offerFiles = () => {
  document.querySelectorAll('[data-file]').forEach((file) => {
    const { file: path, name } = file.dataset;
    file.replaceWith(action(name, `Download ${path}`, () => saveFile(path)));
  });
  const again = document.querySelector('.again');
  if (document.getElementById('download')) {
    const { name } = document.body.dataset;
    again.append(action('Download data (ZIP)', '', () => save(`${name}.zip`, archive(held(), name))));
  }
  again.querySelectorAll('.command').forEach((command) => {
    const said = element('span', 'spoken');
    said.setAttribute('role', 'status');
    const copy = action('Copy', 'Copy the command', () => {
      getSelection().selectAllChildren(command.querySelector('code'));
      said.textContent = document.execCommand('copy') ? 'Copied' : 'The command is selected';
      copy.textContent = said.textContent;
    });
    command.append(copy, said);
  });
};
