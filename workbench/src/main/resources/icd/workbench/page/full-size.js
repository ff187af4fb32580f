// One figure, as large as the window allows.

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
    this.dialog.append(view.toolbar, view.frame, view.series.box);
    this.dialog.showModal();
    view.saySize('Close');
    view.view.focus();
  }

  back() {
    const view = this.view;
    this.view = null;
    view.zoomTo(1);
    view.leave();
    view.figure.prepend(view.toolbar, view.frame, view.series.box);
    view.saySize('Full size');
    view.size.focus();
  }
}
