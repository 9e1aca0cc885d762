// Page of the editor, as soon as its field is parsed: numbers the lines of the text, and keeps the text over a reload. This
// must not wait for Python, which checks the text and shows the brief (reading/editor/page.py).
(() => {
  const field = /** @type {HTMLTextAreaElement} */ (document.getElementById('edit-text'));
  const lines = /** @type {HTMLElement} */ (document.getElementById('edit-lines'));

  // Behind the field lies each of its lines once more, invisible: as high as the field wraps it, with its number beside it.
  // When the text changes, only the lines between its unchanged start and its unchanged end are replaced.
  /** @type {string[]} */
  let numbered = [];
  const numberLines = () => {
    const texts = field.value.split('\n');
    const shorter = Math.min(numbered.length, texts.length);
    let start = 0, end = 0;
    while (start < shorter && numbered[start] === texts[start]) start += 1;
    while (end < shorter - start && numbered.at(-1 - end) === texts.at(-1 - end)) end += 1;
    const next = lines.children[numbered.length - end] ?? null;
    const added = document.createDocumentFragment();
    for (const text of texts.slice(start, texts.length - end)) {
      const line = document.createElement('div');
      line.textContent = `${text}\u200b`;  // so that an empty line is as high as any
      added.append(line);
    }
    for (const line of [...lines.children].slice(start, numbered.length - end)) line.remove();
    lines.insertBefore(added, next);
    numbered = texts;
  };

  // The key has this page's address: several texts may be written in turn, and several sites may lie under one host.
  const KEY = `foldline:edit:${location.pathname}${location.search}`;
  const warning = /** @type {HTMLElement} */ (document.getElementById('edit-kept'));
  /** Warns that the text is not kept. @param {any} error */
  const warn = error => {
    const words = globalThis.foldlineWords;
    if (!words) return;  // boot.js has not run yet: the next change of the text warns
    warning.hidden = false;
    warning.textContent = words(error?.name === 'QuotaExceededError' ? 'edit.no_room' : 'edit.no_storage');
  };
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  let changed = false;
  const keep = () => {
    clearTimeout(timer);
    if (!changed) return;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ name: field.dataset.name ?? '', text: field.value }));
      warning.hidden = true;
      changed = false;
    } catch (error) { warn(error); }
  };
  try {
    const { name, text } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    if (typeof text === 'string' && !field.value) {
      field.value = text;
      field.dataset.name = String(name ?? '');
    }
  } catch { /* no storage, or no JSON: `keep` warns about it */ }

  field.addEventListener('input', () => {
    numberLines();
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 300);
  });
  field.addEventListener('change', numberLines);  // Python has put in the brief that the address names: nothing to keep
  addEventListener('pagehide', keep);
  addEventListener('beforeunload', event => {
    keep();
    if (changed) event.preventDefault();  // the text could not be kept, so the browser asks before it leaves
  });
  numberLines();
})();
