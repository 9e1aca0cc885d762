// The page about embedding: writes down what its own embeds tell, from the first on, which may come before the list is there.
(() => {
  const told = [];
  const write = () => document.getElementById('heard')?.append(...told.splice(0));
  for (const name of ['ready', 'fold', 'error']) document.addEventListener(`foldline:${name}`, ({ target, detail }) => {
    const line = document.createElement('li');
    line.textContent = `${target.closest('.way')?.id ?? 'page'}: foldline:${name} ${JSON.stringify(detail)}`;
    told.push(line);
    if (document.readyState !== 'loading') write();
  });
  addEventListener('DOMContentLoaded', () => {
    write();
    if (location.protocol !== 'file:') return;
    const note = document.createElement('p');
    note.setAttribute('role', 'note');
    note.textContent = 'This page was opened from a file. Briefs are embedded by their address, so here the links stand in their place.';
    document.querySelector('.dek').after(note);
  });
})();
