// Page, packed file and frame, before the first paint: how the reader wants pages to look. It sets what this device keeps as
// attributes of <html> (data-size, data-face, data-width, data-theme; tokens.css and appearance.css say what they do), and runs
// the panel "Aa" where a page has one. Without it, pages look as the system says. Needs no Python. See docs/using/appearance.md.
(() => {
  const KEY = 'foldline:appearance', VERSION = 1;
  /** What can be chosen beside the usual, which is no attribute. @type {Record<string, string[]>} */
  const CHOICES = {
    size: ['small', 'large', 'larger', 'largest'],
    face: ['sans', 'legible'],
    width: ['narrow', 'wide'],
    theme: ['light', 'sepia', 'dark'],
  };
  const root = document.documentElement;
  /** @typedef {Record<string, unknown>} Chosen */
  /** @type {Chosen} */
  let chosen = {};
  let reason = '';  // why choices are not kept: the id of the line in the panel that says so ends in it

  /** Returns what this device keeps; null where another version wrote what this one can't read: that stays as it is.
   *  @returns {Chosen | null} */
  function load() {
    const text = localStorage.getItem(KEY);
    if (text === null) return {};
    try {
      const kept = JSON.parse(text);
      if (kept?.version === VERSION) return kept;
    } catch { /* no JSON */ }
    return null;
  }
  function read() {
    reason = '';
    try {
      const kept = load();
      if (!kept) reason = 'version';
      chosen = kept ?? {};
    } catch {
      reason = 'storage';  // denied, as in a sandboxed frame
    }
  }
  function write() {
    try {
      if (load()) localStorage.setItem(KEY, JSON.stringify({ ...chosen, version: VERSION })); else reason = 'version';
    } catch {
      reason = 'storage';
    }
  }

  /** @param {string} name @returns {string} the value that this version knows, else nothing */
  const valueOf = name => CHOICES[name].find(value => value === chosen[name]) ?? '';
  /** @param {string} name @returns {HTMLMetaElement[]} */
  const metas = name => [...document.querySelectorAll(/** @type {'meta'} */ (`meta[name="${name}"]`))];

  function apply() {
    for (const name of Object.keys(CHOICES)) {
      const value = valueOf(name);
      if (value) root.dataset[name] = value; else delete root.dataset[name];
    }
    const theme = valueOf('theme');
    for (const meta of metas('color-scheme')) meta.content = theme === 'dark' ? 'dark' : theme ? 'light' : 'light dark';
    if (document.body) showState(); // else once it is parsed
  }
  /** Makes the browser's own frame as the page is, and the panel show what holds. */
  function showState() {
    for (const meta of metas('theme-color')) {
      meta.dataset.usual ??= meta.content;
      meta.content = valueOf('theme') ? getComputedStyle(document.body).backgroundColor : meta.dataset.usual;
    }
    for (const radio of radios()) radio.checked = radio.value === valueOf(radio.name.slice(PREFIX.length));
    for (const each of ['storage', 'version']) {
      const line = document.getElementById(`appearance-${each}`);
      if (line) line.hidden = each !== reason;
    }
  }

  const PREFIX = 'appearance-';
  /** @returns {NodeListOf<HTMLInputElement>} */
  const radios = () => document.querySelectorAll(`#appearance input[name^="${PREFIX}"]`);

  /** Loads the faces that the page surely needs before its styles name them, so that its text is painted in them. From a disk
   *  no browser does. */
  function loadFaces() {
    const addresses = document.currentScript?.dataset.faces;
    if (!addresses || location.protocol === 'file:') return;
    const face = valueOf('face');
    for (const href of addresses.split(' ')) {
      const role = /([a-z]+)-latin\.woff2$/.exec(href)?.[1] ?? '';
      if (role === 'serif' && face === 'sans' || role === 'sans' && face === 'legible') continue;
      const link = Object.assign(document.createElement('link'), { rel: 'preload', as: 'font', type: 'font/woff2', crossOrigin: '' });
      link.href = face === 'legible' ? href.replace(role, 'legible') : href;
      document.head.append(link);
    }
  }

  root.dataset.appearance = '';  // the panel and what opens it are shown
  read();
  apply();
  loadFaces();
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', showState);
  document.addEventListener('change', event => {
    const radio = /** @type {HTMLInputElement} */ (event.target);
    if (![...radios()].includes(radio)) return;
    const name = radio.name.slice(PREFIX.length);
    chosen = { ...chosen, [name]: radio.value };
    write();
    apply();
  });
  document.addEventListener('click', event => {
    if (!(/** @type {Element} */ (event.target).closest?.('#appearance-reset'))) return;
    chosen = Object.fromEntries(Object.entries(chosen).filter(([name]) => !(name in CHOICES)));
    write();
    apply();
  });
  // another page of this site, and this one when the reader comes back to it
  addEventListener('storage', event => { if (event.key === KEY || event.key === null) { read(); apply(); } });
  addEventListener('pageshow', event => { if (event.persisted) { read(); apply(); } });
})();
