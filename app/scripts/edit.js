// The editor's text: its line numbers, and what outlives a reload. It must not wait for Python, which tells what is wrong with
// the text and shows the brief (reading/editor/page.py).
(() => {
  const field = document.getElementById('edit-text');
  const lines = document.getElementById('edit-lines');

  // Behind the field lies each of its lines once more, unseen: as high as the field breaks it, with its number beside it.
  let shown = [];
  const number = () => {
    const now = field.value.split('\n');
    let same = 0, alike = 0;
    while (same < Math.min(shown.length, now.length) && shown[same] === now[same]) same += 1;
    while (alike < Math.min(shown.length, now.length) - same && shown.at(-1 - alike) === now.at(-1 - alike)) alike += 1;
    const after = lines.children[shown.length - alike] ?? null;
    const made = document.createDocumentFragment();
    for (const text of now.slice(same, now.length - alike)) {
      const line = document.createElement('div');
      line.textContent = `${text}\u200b`;  // an empty line is as high as any
      made.append(line);
    }
    for (const old of [...lines.children].slice(same, shown.length - alike)) old.remove();
    lines.insertBefore(made, after);
    shown = now;
  };

  // Of this page's own address: several texts may be written in turn, and several sites lie under one host.
  const KEY = `foldline:edit:${location.pathname}${location.search}`;
  const said = document.getElementById('edit-kept');
  const lost = error => {
    said.hidden = false;
    said.textContent = 'A reload will lose this text: '
      + (error?.name === 'QuotaExceededError' ? 'there is no room left for it.' : 'this browser keeps nothing for this page.');
  };
  let waiting, changed = false;
  const keep = () => {
    clearTimeout(waiting);
    if (!changed) return;
    try {
      sessionStorage.setItem(KEY, JSON.stringify({ name: field.dataset.name ?? '', text: field.value }));
      said.hidden = true;
      changed = false;
    } catch (error) { lost(error); }
  };
  try {
    const { name, text } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    if (typeof text === 'string' && !field.value) {
      field.value = text;
      field.dataset.name = String(name ?? '');
    }
  } catch { /* none here, or none that can be read: the next that is kept says so */ }

  field.addEventListener('input', () => {
    number();
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 300);
  });
  field.addEventListener('change', number);  // Python has put in what the address names: nothing to keep
  addEventListener('pagehide', keep);
  addEventListener('beforeunload', event => {
    keep();
    if (changed) event.preventDefault();  // what could not be kept is asked for once
  });
  number();
})();
