// Makes the figures of the page answer. The page can be read without.

const full = new FullSize();
document.addEventListener('pointerdown', (event) =>
  views.forEach((view) => view.at && !view.view.contains(event.target) && view.leave()),
);
const views = [...document.querySelectorAll('.figure')].map((figure) => new View(figure, full));
document.querySelectorAll('.paged').forEach((box) => new Pager(box));
document.querySelectorAll('main > section').forEach((section) => new Filters(section));
offerFiles();
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
  document.querySelectorAll('details:not(.raw)').forEach((details) => {
    details.open = true;
  });
});
